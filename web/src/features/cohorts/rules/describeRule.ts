import type { CohortRule, DidRule, Selector } from "@/api/types";
import { formatNumber } from "@/lib/format";
import { describeFilter, type CohortNames } from "@/query-builder/filters/describe";
import { rangeLabel } from "@/query-builder/ranges/ranges";

/** A definition as a sentence part: "did purchase at least 2 times in the last 30 days and person’s plan is pro". */
export function describeRule(
  rule: CohortRule,
  cohortName: CohortNames = (key) => key,
  inside = false,
): string {
  if ("and" in rule || "or" in rule) {
    const parts = "and" in rule ? rule.and : rule.or;
    if (parts.length === 0) return "and" in rule ? "everybody" : "nobody";
    const [only] = parts;
    if (parts.length === 1 && only) return describeRule(only, cohortName, inside);
    const words = parts
      .map((part) => describeRule(part, cohortName, true))
      .join("and" in rule ? " and " : " or ");
    return inside ? `(${words})` : words;
  }
  if ("not" in rule) return `not (${describeRule(rule.not, cohortName)})`;
  if ("then" in rule) {
    const { value, unit } = rule.window;
    const span = `${formatNumber(value)} ${unit}${value === 1 ? "" : "s"}`;
    return `did ${selectorWords(rule.did, cohortName)}, then ${selectorWords(rule.then, cohortName)} within ${span}${whenWords(rule)}`;
  }
  if ("did" in rule) return `did ${selectorWords(rule.did, cohortName)}${timesWords(rule)}${whenWords(rule)}`;
  if ("didNot" in rule) return `did not do ${selectorWords(rule.didNot, cohortName)}${whenWords(rule)}`;
  if ("firstDid" in rule)
    return `did ${selectorWords(rule.firstDid, cohortName)} for the first time${whenWords(rule)}`;
  if ("cohort" in rule || "property" in rule) return describeFilter(rule, cohortName);
  return "";
}

function selectorWords({ event, where }: Selector, cohortName: CohortNames): string {
  const name = event ?? "any event";
  return where ? `${name} (${describeFilter(where, cohortName)})` : name;
}

function timesWords({ atLeast, atMost, exactly }: DidRule): string {
  const times = (count: number) => (count === 1 ? "once" : `${formatNumber(count)} times`);
  if (exactly !== undefined) return exactly === 0 ? " never" : ` exactly ${times(exactly)}`;
  if (atLeast !== undefined && atMost !== undefined)
    return ` ${formatNumber(atLeast)} to ${formatNumber(atMost)} times`;
  if (atMost !== undefined) return ` at most ${times(atMost)} or never`;
  return atLeast !== undefined && atLeast !== 1 ? ` at least ${times(atLeast)}` : "";
}

function whenWords({ lastDays, range }: { lastDays?: number; range?: DidRule["range"] }): string {
  if (lastDays !== undefined)
    return lastDays === 1 ? " today" : ` in the last ${formatNumber(lastDays)} days`;
  return range ? `, ${rangeLabel(range).toLowerCase()}` : "";
}
