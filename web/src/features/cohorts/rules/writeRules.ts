import type { CohortRule, Selector } from "@/api/types";
import { isAskable, isComplete } from "@/query-builder/filters/complete";
import type { EventDraft, GroupDraft, RuleDraft, Times, When } from "./draft";

export interface WrittenRules {
  /** The finished conditions as the server takes them. */
  definition: CohortRule;
  /** Where each finished condition stands in it, by its id: what the server says of a place belongs to that condition. */
  pointers: ReadonlyMap<string, string>;
  /** The conditions that are not finished and were left out. */
  unfinished: readonly string[];
  /** How many conditions there are, groups not counted. */
  count: number;
}

/** A draft as a definition. Conditions that are not finished are left out and named. */
export function writeRules(draft: GroupDraft): WrittenRules {
  const pointers = new Map<string, string>();
  const unfinished: string[] = [];
  let count = 0;

  const write = (rule: RuleDraft, at: string): CohortRule | undefined => {
    const inside = rule.not && rule.kind !== "cohort" ? `${at}/not` : at;
    const written = rule.kind === "group" ? writeGroup(rule, inside) : writeCondition(rule);
    if (rule.kind !== "group") {
      count++;
      if (!written) unfinished.push(rule.id);
    }
    if (!written) return undefined;
    pointers.set(rule.id, inside);
    return rule.not && rule.kind !== "cohort" ? { not: written } : written;
  };
  const writeGroup = (group: GroupDraft, at: string): CohortRule => {
    const key = group.mode === "all" ? "and" : "or";
    const parts: CohortRule[] = [];
    for (const item of group.items) {
      const part = write(item, `${at}/${key}/${parts.length}`);
      if (part) parts.push(part);
    }
    return key === "and" ? { and: parts } : { or: parts };
  };

  const definition = write(draft, "/definition") ?? { and: [] };
  return { definition, pointers, unfinished, count };
}

function writeCondition(rule: Exclude<RuleDraft, GroupDraft>): CohortRule | undefined {
  switch (rule.kind) {
    case "property":
      return isComplete(rule.filter) ? { ...rule.filter, scope: "person" } : undefined;
    case "cohort":
      if (rule.cohort === "") return undefined;
      return rule.not ? { cohort: rule.cohort, in: false } : { cohort: rule.cohort };
    case "event":
      return writeEvent(rule);
  }
}

function writeEvent(rule: EventDraft): CohortRule | undefined {
  const when = writeWhen(rule.when);
  const selector = finished(rule.selector);
  if (!when || !selector) return undefined;
  switch (rule.form) {
    case "didNot":
      return { didNot: selector, ...when };
    case "firstDid":
      return { firstDid: selector, ...when };
    case "did": {
      const times = writeTimes(rule.times);
      return times && { did: selector, ...times, ...when };
    }
    case "sequence": {
      const then = finished(rule.then);
      const { value, unit } = rule.window;
      return then && value !== null ? { did: selector, then, window: { value, unit }, ...when } : undefined;
    }
  }
}

function finished(selector: Selector): Selector | undefined {
  if (selector.event === "") return undefined;
  const { where, ...rest } = selector;
  return where && isAskable(where) ? { ...rest, where } : rest;
}

function writeTimes(times: Times): { atLeast?: number; atMost?: number; exactly?: number } | undefined {
  if (times.kind === "between")
    return times.low === null || times.high === null ? undefined : { atLeast: times.low, atMost: times.high };
  if (times.count === null) return undefined;
  // At least once is what "did" says by itself.
  return times.kind === "atLeast" && times.count === 1 ? {} : { [times.kind]: times.count };
}

function writeWhen(
  when: When,
): { lastDays?: number; range?: Extract<When, { kind: "range" }>["range"] } | undefined {
  if (when.kind === "ever") return {};
  if (when.kind === "range") return { range: when.range };
  return when.days === null ? undefined : { lastDays: when.days };
}
