import { Select } from "@/query-builder/parts/Select";
import { AddRule } from "./AddRule";
import type { GroupDraft, NewRule, RuleDraft } from "./draft";
import { RuleRow } from "./RuleRow";

/** What the rows of an editor share. */
export interface RuleTools {
  slug: string;
  timeZone: string;
  /** The cohort that is edited: it cannot name itself. */
  own: string | null;
  strict: boolean;
  /** What the server says of a condition, by its id. */
  faultsOf: (id: string) => string[];
  change: (id: string, change: (rule: RuleDraft) => RuleDraft | null) => void;
  add: (into: string, kind: NewRule) => void;
  setMode: (group: GroupDraft, mode: GroupDraft["mode"]) => void;
}

const modes = [
  { value: "all", label: "all" },
  { value: "any", label: "any" },
] as const;

/** Conditions joined by "and" or by "or"; groups stand inside groups. */
export function RuleGroup({
  group,
  tools,
  isRoot = false,
}: {
  group: GroupDraft;
  tools: RuleTools;
  isRoot?: boolean;
}) {
  return (
    <div
      role="group"
      aria-label={isRoot ? "Conditions" : "Group of conditions"}
      className="grid grid-cols-[minmax(0,1fr)] gap-2"
      data-rule-group={group.mode}
    >
      <div className="flex flex-wrap items-center gap-1.5 text-muted">
        {isRoot ? "Persons who meet" : "who meet"}
        <Select
          label="All or any"
          value={group.mode}
          options={modes}
          onChange={(mode) => tools.setMode(group, mode)}
        />
        of these:
      </div>
      {group.items.length > 0 && (
        <ol className="grid grid-cols-[minmax(0,1fr)] gap-2">
          {group.items.map((rule, index) => (
            <li key={rule.id} className="grid grid-cols-[minmax(0,1fr)] gap-2">
              {index > 0 && (
                <span className="pl-3 text-[0.8125rem] font-medium text-faint">
                  {group.mode === "all" ? "and" : "or"}
                </span>
              )}
              <RuleRow rule={rule} tools={tools} />
            </li>
          ))}
        </ol>
      )}
      <AddRule
        look={isRoot && group.items.length === 0 ? "secondary" : "ghost"}
        onAdd={(kind) => tools.add(group.id, kind)}
      />
    </div>
  );
}
