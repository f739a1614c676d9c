import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { changeConsent, consentQuery, type Consent } from "@/api/privacy";
import { Card, CardTitle } from "@/components/ui/Card";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { useState } from "react";

/** What opt-out signals do, and ids without cookies. */
export function ConsentCard() {
  const { slug } = useFrame();
  const consent = useQuery(consentQuery(slug));
  if (consent.error) return <ErrorNotice error={consent.error} onRetry={() => void consent.refetch()} />;
  if (!consent.data) return <Skeleton className="h-64" />;
  return <ConsentForm key={slug} consent={consent.data} />;
}

function ConsentForm({ consent }: { consent: Consent }) {
  const { slug } = useFrame();
  const client = useQueryClient();
  const [signals, setSignals] = useState(consent.signals);
  const [cookielessIds, setCookielessIds] = useState(consent.cookielessIds);
  const saving = useMutation({
    mutationFn: () => changeConsent(slug, { signals, cookielessIds }),
    onSuccess: (saved) => {
      client.setQueryData(consentQuery(slug).queryKey, saved);
      toast("Consent is saved. It holds for events from now on.");
    },
  });
  const isChanged = signals !== consent.signals || cookielessIds !== consent.cookielessIds;
  return (
    <Card labelledBy="consent-title">
      <CardTitle id="consent-title">Consent</CardTitle>
      <form
        className="grid gap-5 px-4 pb-5 sm:px-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged && !saving.isPending) saving.mutate();
        }}
      >
        {saving.error && <ErrorNotice error={saving.error} />}
        <Field
          label="Do Not Track and Global Privacy Control"
          hint="For requests whose browser sends DNT: 1 or Sec-GPC: 1."
        >
          {(control) => (
            <select {...control} value={signals} onChange={(event) => setSignals(event.target.value)}>
              <option value="ignore">Store events as any other</option>
              <option value="withhold">Store nothing</option>
              <option value="cookieless">Store without identity</option>
            </select>
          )}
        </Field>
        <label className="flex min-h-11 items-start gap-3">
          <input
            type="checkbox"
            className="mt-1 size-4 shrink-0 accent-accent"
            checked={cookielessIds}
            onChange={(event) => setCookielessIds(event.target.checked)}
          />
          <span>
            <span className="font-medium">Take cookieless ids</span>
            <span className="block text-[0.8125rem] text-muted">
              An event with the distinct id $cookieless gets one made here, of address and browser under a
              salt that is destroyed within two days. Nobody can be followed from one day to the next.
            </span>
          </span>
        </label>
        <Button
          type="submit"
          look="primary"
          className="justify-self-end"
          disabled={!isChanged}
          busy={saving.isPending}
        >
          {saving.isPending ? "Saving" : "Save consent"}
        </Button>
      </form>
    </Card>
  );
}
