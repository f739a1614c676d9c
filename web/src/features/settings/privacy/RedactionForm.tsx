import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/api/http";
import { changeRedaction, redactionQuery, type RedactionPolicy } from "@/api/privacy";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { inputLook } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { cx } from "@/lib/cx";
import { formatCalendarDay } from "@/lib/format";
import { actions, changeOf, detectors, draftOf, type RedactionDraft } from "./redactionWords";
import { RuleList } from "./RuleList";

interface RedactionFormProps {
  policy: RedactionPolicy;
  draft: RedactionDraft;
  onDraft: (draft: RedactionDraft) => void;
}

/** What is looked for in events, and what happens to it. */
export function RedactionForm({ policy, draft, onDraft }: RedactionFormProps) {
  const { slug, timeZone } = useFrame();
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: () => changeRedaction(slug, changeOf(draft)),
    onSuccess: (saved) => {
      client.setQueryData(redactionQuery(slug).queryKey, saved);
      onDraft(draftOf(saved));
      toast("Redaction is saved. It holds for events from now on.");
    },
  });
  const refused = saving.error instanceof ApiError ? saving.error : null;
  const isChanged = JSON.stringify(changeOf(draft)) !== JSON.stringify(changeOf(draftOf(policy)));
  return (
    <Card labelledBy="redaction-title">
      <CardTitle id="redaction-title">Redaction</CardTitle>
      <form
        className="grid gap-5 px-4 pb-5 sm:px-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged && !saving.isPending) saving.mutate();
        }}
      >
        <p className="max-w-prose text-muted">
          Looked for in every event before it is stored: in properties, person properties, groups, URLs and
          session ids. What is stored already stays as it is.
        </p>
        {saving.error && !refused?.errors.length && <ErrorNotice error={saving.error} />}
        <ul className="divide-y divide-line border-y border-line">
          {detectors.map(({ name, title, about }) => (
            <li
              key={name}
              className="grid grid-cols-[minmax(0,1fr)_8.5rem] items-center gap-3 py-2 sm:grid-cols-[minmax(0,1fr)_10rem]"
            >
              <div className="min-w-0">
                <label htmlFor={`detector-${name}`} className="font-medium">
                  {title}
                </label>
                <p className="text-[0.8125rem] text-muted">{about}</p>
              </div>
              <select
                id={`detector-${name}`}
                className={cx(inputLook, "border-line-strong bg-surface")}
                value={draft.detectors[name] ?? "off"}
                onChange={(event) =>
                  onDraft({ ...draft, detectors: { ...draft.detectors, [name]: event.target.value } })
                }
              >
                {actions.map(({ name: action, title: word }) => (
                  <option key={action} value={action}>
                    {word}
                  </option>
                ))}
              </select>
            </li>
          ))}
        </ul>
        <label className="flex min-h-11 items-start gap-3">
          <input
            type="checkbox"
            className="mt-1 size-4 shrink-0 accent-accent"
            checked={draft.distinctIds}
            onChange={(event) => onDraft({ ...draft, distinctIds: event.target.checked })}
          />
          <span>
            <span className="font-medium">Hash distinct ids as well</span>
            <span className="block text-[0.8125rem] text-muted">
              An id in which something above is found is stored as its keyed hash, wherever it stands, so that
              persons still merge. Persons stored before keep their old ids and become others.
            </span>
          </span>
        </label>
        <RuleList
          title="Always treated"
          hint="Properties by name, whatever their value. A star stands for any characters, a dot leads into nested properties. This list wins."
          noun="Denied property"
          rules={draft.deny}
          hasAction
          errorAt={(index) => refused?.field(`/deny/${index}/property`)}
          onChange={(deny) => onDraft({ ...draft, deny })}
        />
        <RuleList
          title="Never treated"
          hint="Properties that no detector looks at."
          noun="Allowed property"
          rules={draft.allow}
          hasAction={false}
          errorAt={(index) => refused?.field(`/allow/${index}/property`)}
          onChange={(allow) => onDraft({ ...draft, allow })}
        />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="min-w-0 text-[0.8125rem] wrap-anywhere text-muted">
            {policy.updatedAt
              ? `Last chosen on ${formatCalendarDay(policy.updatedAt, timeZone)} by ${policy.updatedBy ?? ""}.`
              : "These are the defaults; nobody has chosen yet."}
          </p>
          <div className="flex gap-2">
            {isChanged && (
              <Button look="ghost" onClick={() => onDraft(draftOf(policy))}>
                Undo
              </Button>
            )}
            <Button type="submit" look="primary" disabled={!isChanged} busy={saving.isPending}>
              {saving.isPending ? "Saving" : "Save redaction"}
            </Button>
          </div>
        </div>
      </form>
    </Card>
  );
}
