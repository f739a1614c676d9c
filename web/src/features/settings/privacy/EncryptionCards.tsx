import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/api/http";
import { changeEncryption, encryptionQuery, type Encryption } from "@/api/privacy";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { Field } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { formatDateTime } from "@/lib/format";
import { cx } from "@/lib/cx";

/** Which properties are kept encrypted. */
export function EncryptionCards() {
  const { slug } = useFrame();
  const encryption = useQuery(encryptionQuery(slug));
  return (
    <Card labelledBy="encryption-title">
      <CardTitle id="encryption-title">Encrypted properties</CardTitle>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 pb-5 sm:px-5">
        <p className="max-w-prose text-muted">
          Their values are encrypted under a key of the person’s own before anything is written to disk, and
          an erasure destroys the key. Owners and admins read them on a person’s page, in the explorer and in
          the archive of an access request, and every such look is in the audit log. For everybody else, and
          for every report, filter, breakdown, export and SQL question, they are only ciphertext: nothing can
          be counted or compared by them.
        </p>
        {encryption.error ? (
          <ErrorNotice error={encryption.error} onRetry={() => void encryption.refetch()} />
        ) : encryption.data ? (
          <EncryptionForm key={encryption.data.changedAt ?? ""} chosen={encryption.data} />
        ) : (
          <Skeleton className="h-40" />
        )}
      </div>
    </Card>
  );
}

const namesOf = (text: string) => [
  ...new Set(
    text
      .split("\n")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  ),
];

function EncryptionForm({ chosen }: { chosen: Encryption }) {
  const { slug, timeZone } = useFrame();
  const client = useQueryClient();
  const [events, setEvents] = useState(chosen.eventProperties.join("\n"));
  const [persons, setPersons] = useState(chosen.personProperties.join("\n"));
  const saving = useMutation({
    mutationFn: () =>
      changeEncryption(slug, { eventProperties: namesOf(events), personProperties: namesOf(persons) }),
    onSuccess: (saved) => {
      client.setQueryData(encryptionQuery(slug).queryKey, saved);
      toast("Saved. It holds for events from now on; what is stored stays as it is.");
    },
  });
  const fault = (field: string) =>
    saving.error instanceof ApiError
      ? saving.error.errors.find((error) => error.pointer.startsWith(`/${field}`))?.message
      : undefined;
  const faults = [fault("eventProperties"), fault("personProperties")];
  const isSame =
    namesOf(events).join("\n") === chosen.eventProperties.join("\n") &&
    namesOf(persons).join("\n") === chosen.personProperties.join("\n");
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSame) saving.mutate();
      }}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 sm:grid-cols-2">
        <Names label="Properties of events" value={events} onChange={setEvents} error={faults[0]} />
        <Names label="Properties of persons" value={persons} onChange={setPersons} error={faults[1]} />
      </div>
      {saving.error && faults.every((text) => text === undefined) && <ErrorNotice error={saving.error} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" look="primary" disabled={isSame} busy={saving.isPending}>
          Save encryption
        </Button>
        {chosen.changedAt && (
          <p className="text-[0.8125rem] text-muted">
            Changed by {chosen.changedBy}, {formatDateTime(chosen.changedAt, timeZone)}
          </p>
        )}
      </div>
    </form>
  );
}

interface NamesProps {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function Names({ label, value, error, onChange }: NamesProps) {
  return (
    <Field label={label} hint="One name a line, such as email. The whole value is encrypted." error={error}>
      {({ className, ...control }) => (
        <textarea
          {...control}
          rows={4}
          spellCheck={false}
          autoCapitalize="none"
          className={cx(className, "h-auto py-2 font-mono md:h-auto")}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
