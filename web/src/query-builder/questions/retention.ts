import type { RetentionQuestion, Selector } from "@/api/types";
import {
  asCount,
  asList,
  asObject,
  asOneOf,
  chosenBreakdowns,
  readRange,
  readSelector,
  readShared,
} from "./parts";

const anyEvent: Selector = { event: null };

/** What the page opens with: of those who did anything, who did anything again on the days after. */
export const firstRetention: RetentionQuestion = {
  kind: "retention",
  range: { from: "-14d" },
  start: anyEvent,
  return: anyEvent,
  interval: "day",
  periods: 7,
};

export const retentionIntervals = ["hour", "day", "week", "month"] as const;
export const mostPeriods = 90;
export const mostBrackets = 30;

/** A retention question of anything; what is not understood falls back to its default. */
export function readRetention(raw: unknown): RetentionQuestion {
  const question = asObject(raw);
  if (!question) return firstRetention;
  const cohort = asOneOf(question["cohort"], ["first_ever", "recurring"] as const);
  const mode = asOneOf(question["mode"], ["on_or_after"] as const);
  const brackets = asList(question["brackets"], (item) => asCount(item, 1, 366), mostBrackets);
  return {
    kind: "retention",
    range: readRange(question["range"], firstRetention.range.from),
    ...readShared(question),
    start: readSelector(question["start"]) ?? anyEvent,
    return: readSelector(question["return"]) ?? anyEvent,
    ...(cohort ? { cohort } : {}),
    interval: asOneOf(question["interval"], retentionIntervals) ?? firstRetention.interval,
    periods: asCount(question["periods"], 1, mostPeriods) ?? firstRetention.periods,
    ...(mode ? { mode } : {}),
    ...(brackets.length > 0 ? { brackets } : {}),
  };
}

/** What can be asked of a question under work; null while an event is still to be chosen. */
export function askableRetention(question: RetentionQuestion): RetentionQuestion | null {
  if (question.start.event === "" || question.return.event === "") return null;
  const { breakdowns, ...rest } = question;
  return { ...rest, ...chosenBreakdowns(breakdowns) };
}

/** "1, 2, 4" as widths of periods; nothing when no number is in it. */
export function readBrackets(text: string): number[] | undefined {
  const widths = text
    .split(/[\s,;]+/)
    .map(Number)
    .filter((width) => Number.isInteger(width) && width >= 1 && width <= 366)
    .slice(0, mostBrackets);
  return widths.length > 0 ? widths : undefined;
}
