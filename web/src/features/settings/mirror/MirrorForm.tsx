import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/api/http";
import { changeMirror, mirrorQuery, type MirrorSetting } from "@/api/mirror";
import { Button } from "@/components/ui/Button";
import { Field, TextField } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { bodyOfDraft, draftOf, formatName, type MirrorDraft } from "./mirrorDraft";

interface MirrorFormProps {
  mirror: MirrorSetting | null;
  formats: string[];
}

export function MirrorForm({ mirror, formats }: MirrorFormProps) {
  const { slug } = useFrame();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(mirror));
  const saving = useMutation({
    mutationFn: () => changeMirror(slug, bodyOfDraft(draft)),
    onSuccess: (saved) => {
      client.setQueryData(mirrorQuery(slug).queryKey, saved);
      toast(draft.isOn ? "The mirror is saved. It holds from the next request on." : "The mirror is off.");
    },
  });
  const fault = saving.error instanceof ApiError ? saving.error : null;
  const change = (part: Partial<MirrorDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    if (saving.error) saving.reset();
  };
  const forwards = draft.what === "forward";
  return (
    <form
      className="grid gap-5 border-t border-line px-4 pt-4 pb-5 sm:px-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate();
      }}
    >
      {saving.error && !fault?.errors.length && <ErrorNotice error={saving.error} />}
      <Field
        label="What is sent"
        error={fault?.field("/format") ?? fault?.field("/forward")}
        hint={
          forwards
            ? "Accepted events of every client as they are stored: redacted, without encrypted properties, each once."
            : "Requests as the clients sent them, with the vendor's key in place of Cairn's."
        }
      >
        {(control) => (
          <select {...control} value={draft.what} onChange={(event) => change({ what: event.target.value })}>
            {formats.map((format) => (
              <option key={format} value={format}>
                Requests of {formatName(format)} clients
              </option>
            ))}
            <option value="any">Requests of every vendor&rsquo;s clients</option>
            <option value="forward">Accepted events, to PostHog</option>
          </select>
        )}
      </Field>
      <TextField
        label="Address of the vendor"
        hint="Where its clients sent to before, such as https://eu.i.posthog.com."
        error={fault?.field("/url")}
        value={draft.url}
        autoComplete="off"
        inputMode="url"
        spellCheck={false}
        maxLength={500}
        onChange={(event) => change({ url: event.target.value })}
      />
      <TextField
        label="Key of the vendor"
        hint={
          mirror?.keyEnd
            ? `One that ends in ${mirror.keyEnd} is kept. Leave this empty to keep it.`
            : "The key its clients used, or the site's name there where there is no key. It is kept encrypted and not shown again."
        }
        error={fault?.field("/key")}
        value={draft.key}
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        onChange={(event) => change({ key: event.target.value })}
      />
      {!forwards && (
        <>
          <Choice
            label="Redact first"
            hint="Every value goes through this project's redaction before it is sent, and bodies go as plain JSON."
            checked={draft.redact}
            onChange={(redact) => change({ redact })}
          />
          <Choice
            label="Pass the address of the visitor"
            hint="In X-Forwarded-For, so that the vendor can tell countries and visitors without cookies. Cairn itself keeps no address."
            checked={draft.passAddress}
            onChange={(passAddress) => change({ passAddress })}
          />
        </>
      )}
      <Choice
        label="On"
        hint="Off keeps the setting and sends nothing."
        checked={draft.isOn}
        onChange={(isOn) => change({ isOn })}
      />
      <Button
        type="submit"
        look="primary"
        className="justify-self-end"
        disabled={draft.url.trim() === ""}
        busy={saving.isPending}
      >
        {saving.isPending ? "Saving" : "Save the mirror"}
      </Button>
    </form>
  );
}

interface ChoiceProps {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Choice({ label, hint, checked, onChange }: ChoiceProps) {
  return (
    <label className="flex min-h-11 items-start gap-3">
      <input
        type="checkbox"
        className="mt-1 size-4 shrink-0 accent-accent"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        <span className="font-medium">{label}</span>
        <span className="block text-[0.8125rem] text-muted">{hint}</span>
      </span>
    </label>
  );
}
