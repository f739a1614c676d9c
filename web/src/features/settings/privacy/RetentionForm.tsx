import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  previewRetention,
  retentionQuery,
  saveRetention,
  type KeepRules,
  type Retention,
} from "@/api/retention";
import { Button } from "@/components/ui/Button";
import { TextField } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { EventRules } from "./EventRules";
import { PreviewTable } from "./PreviewTable";
import { draftOf, faultOf, isSame, rulesOf } from "./retentionDraft";

/** The rules: changed, looked at, and only then saved. */
export function RetentionForm({ saved }: { saved: Retention }) {
  const { slug } = useFrame();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(savedRules(saved)));
  const rules = rulesOf(draft);
  const preview = useMutation({ mutationFn: (asked: KeepRules) => previewRetention(slug, asked) });
  const save = useMutation({
    mutationFn: (asked: KeepRules) => saveRetention(slug, asked, preview.data?.token),
    onSuccess: (now) => {
      client.setQueryData(retentionQuery(slug).queryKey, now);
      toast("The rules are saved.");
    },
  });
  const isLookedAt =
    rules !== null && preview.variables !== undefined && isSame(rules, preview.variables) && !!preview.data;
  const isChanged = rules === null || !isSame(rules, savedRules(saved));
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!rules || preview.isPending || save.isPending) return;
        if (isLookedAt && isChanged) save.mutate(rules);
        else preview.mutate(rules);
      }}
    >
      <div className="max-w-sm">
        <TextField
          label="Keep events for so many days"
          inputMode="numeric"
          placeholder="For ever"
          value={draft.keepDays}
          error={faultOf(draft.keepDays)}
          hint="Whole days in UTC. Empty: for ever."
          onChange={(event) => setDraft({ ...draft, keepDays: event.target.value })}
        />
      </div>
      <EventRules slug={slug} rules={draft.events} onChange={(events) => setDraft({ ...draft, events })} />
      <label className="flex min-h-11 items-start gap-2.5 py-2 md:min-h-9 md:py-1.5">
        <input
          type="checkbox"
          className="mt-0.5 size-4 shrink-0 accent-accent"
          checked={draft.archive}
          onChange={(event) => setDraft({ ...draft, archive: event.target.checked })}
        />
        <span className="min-w-0">
          Archive to Parquet files before anything is deleted
          <span className="block text-[0.8125rem] text-muted">
            They stay on this server, listed below, and can be imported again.
          </span>
        </span>
      </label>
      {isLookedAt && preview.data && <PreviewTable preview={preview.data} />}
      {(save.error ?? preview.error) && <ErrorNotice error={save.error ?? preview.error} />}
      <div className="flex flex-wrap gap-2">
        {isLookedAt && isChanged ? (
          <Button
            type="submit"
            look={preview.data?.needsPreview ? "danger" : "primary"}
            busy={save.isPending}
          >
            {preview.data?.needsPreview ? "Save these rules, delete from tomorrow" : "Save these rules"}
          </Button>
        ) : (
          <Button type="submit" look="primary" disabled={!rules} busy={preview.isPending}>
            {isChanged ? "Preview what would go" : "Preview what goes next"}
          </Button>
        )}
        {isChanged && (
          <Button
            look="ghost"
            onClick={() => {
              setDraft(draftOf(savedRules(saved)));
              preview.reset();
              save.reset();
            }}
          >
            Discard changes
          </Button>
        )}
      </div>
    </form>
  );
}

const savedRules = ({ keepDays, archive, events }: Retention): KeepRules => ({
  keepDays,
  archive,
  events: events.map((rule) => ({ event: rule.event, keepDays: rule.keepDays })),
});
