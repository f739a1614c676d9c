import type { CohortRule, DidRule, FunnelWindow } from "@/api/types";
import { asObject, asText, readFilter, readRange, readSelector } from "@/query-builder/questions/parts";
import {
  emptyGroup,
  newEvent,
  newRule,
  type EventDraft,
  type GroupDraft,
  type RuleDraft,
  type Times,
  type When,
} from "./draft";

/** What to edit for a definition; the root is always a group. What is not understood is left out. */
export function readRules(definition: unknown): GroupDraft {
  const draft = read(definition, 0);
  if (!draft) return emptyGroup();
  return draft.kind === "group" && !draft.not ? draft : { ...emptyGroup(), items: [draft] };
}

const deepest = 20;

function read(raw: unknown, depth: number): RuleDraft | undefined {
  const rule = asObject(raw);
  if (!rule || depth > deepest) return undefined;
  const parts = rule["and"] ?? rule["or"];
  if (Array.isArray(parts)) {
    const items = parts.flatMap((part: unknown) => read(part, depth + 1) ?? []);
    return { ...emptyGroup("and" in rule ? "all" : "any"), items };
  }
  if ("not" in rule) {
    const inner = read(rule["not"], depth + 1);
    return inner && { ...inner, not: !inner.not };
  }
  if ("did" in rule || "didNot" in rule || "firstDid" in rule) return readEvent(rule);
  const filter = readFilter(rule);
  if (filter && "cohort" in filter)
    return { ...newRule("cohort"), kind: "cohort", cohort: filter.cohort, not: filter.in === false };
  if (filter && "property" in filter)
    return { ...newRule("property"), kind: "property", filter: { ...filter, scope: "person" } };
  return undefined;
}

function readEvent(rule: Record<string, unknown>): EventDraft {
  const form =
    "didNot" in rule ? "didNot" : "firstDid" in rule ? "firstDid" : "then" in rule ? "sequence" : "did";
  const base = newEvent();
  return {
    ...base,
    form,
    selector: readSelector(rule[form === "sequence" ? "did" : form]) ?? base.selector,
    then: readSelector(rule["then"]) ?? base.then,
    times: readTimes(rule as Partial<DidRule>),
    window: readWindow(rule["window"]) ?? base.window,
    when: readWhen(rule),
  };
}

function readTimes({ atLeast, atMost, exactly }: Partial<DidRule>): Times {
  if (typeof exactly === "number") return { kind: "exactly", count: exactly };
  if (typeof atMost !== "number") return { kind: "atLeast", count: atLeast ?? 1 };
  return typeof atLeast === "number"
    ? { kind: "between", low: atLeast, high: atMost }
    : { kind: "atMost", count: atMost };
}

function readWindow(raw: unknown): EventDraft["window"] | undefined {
  const window = asObject(raw);
  const unit = windowUnits.find((one) => one === asText(window?.["unit"]));
  const value = window?.["value"];
  return unit && typeof value === "number" ? { value, unit } : undefined;
}

export const windowUnits: readonly FunnelWindow["unit"][] = [
  "minute",
  "hour",
  "day",
  "week",
  "month",
  "second",
];

function readWhen(rule: Record<string, unknown>): When {
  if (typeof rule["lastDays"] === "number") return { kind: "lastDays", days: rule["lastDays"] };
  return asObject(rule["range"])
    ? { kind: "range", range: readRange(rule["range"], "-30d") }
    : { kind: "ever" };
}

/** The rule of a cohort that is not a list. */
export const asRule = (definition: Record<string, unknown>) => definition as unknown as CohortRule;
