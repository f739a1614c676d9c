import type { Filter } from "@/api/types";
import { faultsAt } from "./faults";
import { AddFilter } from "./filters/AddFilter";
import { addAt, emptyDraft, removeAt, replaceAt, type DraftGroup } from "./filters/draft";
import { FilterGroup } from "./filters/FilterGroup";
import type { FilterScope } from "./filters/FilterRow";
import { useDraft } from "./filters/useDraft";

interface FilterEditorProps {
  slug: string;
  filter: Filter | undefined;
  onChange: (filter: Filter | undefined) => void;
  /** The event whose properties and values are offered; absent or null: any event's. */
  event?: string | null | undefined;
  /** Whose properties can be asked for; "group" stands for every group type. */
  scopes?: readonly FilterScope[];
  /** What the server said about the question, and where in it this filter stands: "/filter". */
  error?: unknown;
  pointer?: string;
  /** On the button that adds a condition. */
  addLabel?: string;
  /** Begins with a row to fill in where there is no filter yet. */
  startsWithRow?: boolean;
  /** The last row was taken away. */
  onEmpty?: () => void;
}

const allScopes: readonly FilterScope[] = ["event", "person", "session", "group", "cohort"];

const oneRow: DraftGroup = { ...emptyDraft, items: [{ kind: "row", not: false, filter: {} }] };

/** Conditions, joined by all or any, with one level of groups; rows that are not finished are kept and not asked. */
export function FilterEditor({
  slug,
  filter,
  onChange,
  event,
  scopes = allScopes,
  error,
  pointer = "/filter",
  addLabel = "Filter",
  startsWithRow = false,
  onEmpty,
}: FilterEditorProps) {
  const [draft, setDraft] = useDraft(filter, onChange, startsWithRow ? oneRow : emptyDraft);
  const faults = faultsAt(error, pointer);
  return (
    <div className="grid min-w-0 gap-1.5" data-filter-editor={pointer}>
      {draft.items.length > 0 && (
        <FilterGroup
          group={draft}
          path={[]}
          tools={{
            slug,
            event,
            scopes,
            wrong: faults.length > 0,
            add: (path, added) => setDraft(addAt(draft, path, added)),
            remove: (path) => {
              const rest = removeAt(draft, path);
              setDraft(rest);
              if (rest.items.length === 0) onEmpty?.();
            },
            replace: (path, next) => setDraft(replaceAt(draft, path, next)),
          }}
        />
      )}
      <AddFilter
        label={addLabel}
        allowGroup={draft.items.length > 0}
        onAdd={(added) => setDraft(addAt(draft, [], added))}
      />
      <Faults messages={faults} />
    </div>
  );
}

/** What is wrong with the control above, in the server's words. */
export function Faults({ messages }: { messages: string[] }) {
  if (messages.length === 0) return null;
  return (
    <ul className="text-[0.8125rem] text-critical" data-faults>
      {messages.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}
