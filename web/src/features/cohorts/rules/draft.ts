import type { FunnelWindow, PropertyFilter, Range, Selector } from "@/api/types";

/**
 * A cohort's rules while somebody works on them. Every condition has an id of its own, so that rows keep their place in the page, and
 * a `not`, so that any definition can be shown. The event of a selector is the empty text while it is not chosen.
 */
export type RuleDraft = GroupDraft | PropertyDraft | CohortDraft | EventDraft;

interface Common {
  id: string;
  not: boolean;
}

export interface GroupDraft extends Common {
  kind: "group";
  mode: "all" | "any";
  items: RuleDraft[];
}

export interface PropertyDraft extends Common {
  kind: "property";
  filter: Partial<PropertyFilter>;
}

export interface CohortDraft extends Common {
  kind: "cohort";
  cohort: string;
}

export type When =
  { kind: "ever" } | { kind: "lastDays"; days: number | null } | { kind: "range"; range: Range };

export type Times =
  | { kind: "atLeast" | "atMost" | "exactly"; count: number | null }
  | { kind: "between"; low: number | null; high: number | null };

export const eventForms = ["did", "didNot", "firstDid", "sequence"] as const;
export type EventForm = (typeof eventForms)[number];

/** One draft for all that is about events: what was chosen stays when the form is changed. */
export interface EventDraft extends Common {
  kind: "event";
  form: EventForm;
  selector: Selector;
  then: Selector;
  times: Times;
  window: { value: number | null; unit: FunnelWindow["unit"] };
  when: When;
}

/** What can be added to a group. */
export type NewRule = "property" | "cohort" | "group" | EventForm;

let made = 0;
const newId = () => `rule-${++made}`;

export const emptyGroup = (mode: GroupDraft["mode"] = "all"): GroupDraft => ({
  kind: "group",
  id: newId(),
  not: false,
  mode,
  items: [],
});

export function newRule(kind: NewRule): RuleDraft {
  const common = { id: newId(), not: false };
  switch (kind) {
    case "property":
      return { kind, ...common, filter: { scope: "person" } };
    case "cohort":
      return { kind, ...common, cohort: "" };
    case "group":
      return { ...emptyGroup("any"), items: [newRule("did")] };
    default:
      return { ...newEvent(), form: kind };
  }
}

export const newEvent = (): EventDraft => ({
  kind: "event",
  id: newId(),
  not: false,
  form: "did",
  selector: { event: "" },
  then: { event: "" },
  times: { kind: "atLeast", count: 1 },
  window: { value: 7, unit: "day" },
  when: { kind: "lastDays", days: 30 },
});

/** The group with one of its rules, however deep, made into another; null takes it away. */
export function changeRule(
  group: GroupDraft,
  id: string,
  change: (rule: RuleDraft) => RuleDraft | null,
): GroupDraft {
  return {
    ...group,
    items: group.items.flatMap((item): RuleDraft[] => {
      if (item.id === id) return [change(item) ?? []].flat();
      return [item.kind === "group" ? changeRule(item, id, change) : item];
    }),
  };
}

/** The group with a rule added at the end of it or of a group in it. */
export function addRule(group: GroupDraft, into: string, added: RuleDraft): GroupDraft {
  if (group.id === into) return { ...group, items: [...group.items, added] };
  return {
    ...group,
    items: group.items.map((item) => (item.kind === "group" ? addRule(item, into, added) : item)),
  };
}
