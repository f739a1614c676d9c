import { measures } from "@/api/questions";
import type { Interval, TrendsQuestion, TrendsSeries } from "@/api/types";
import { needsProperty } from "../measures";
import {
  asCount,
  asList,
  asObject,
  asOneOf,
  asText,
  chosenBreakdowns,
  readInterval,
  readRange,
  readSelector,
  readShared,
} from "./parts";

/** What the page opens with: how many persons were active, day by day. */
export const firstTrends: TrendsQuestion = {
  kind: "trends",
  range: { from: "-28d" },
  interval: "day",
  series: [{ event: null, measure: "persons" }],
};

/** A trends question of anything; what is not understood falls back to its default. */
export function readTrends(raw: unknown): TrendsQuestion {
  const question = asObject(raw);
  if (!question) return firstTrends;
  const series = asList(question["series"], readSeries, 26);
  const formula = asText(question["formula"], 1_000)?.trim();
  const compare = asOneOf(question["compare"], ["previous", "year"] as const);
  const rolling = asCount(question["rolling"], 2, 366);
  return {
    kind: "trends",
    range: readRange(question["range"], firstTrends.range.from),
    interval: readInterval(question["interval"]) ?? ("day" satisfies Interval),
    series: series.length > 0 ? series : firstTrends.series,
    ...readShared(question),
    ...(formula ? { formula } : {}),
    ...(compare ? { compare } : {}),
    ...(question["display"] === "cumulative" ? { display: "cumulative" } : {}),
    ...(rolling !== undefined ? { rolling } : {}),
  };
}

function readSeries(raw: unknown): TrendsSeries | undefined {
  const selector = readSelector(raw);
  if (!selector) return undefined;
  const measure = asOneOf(asObject(raw)?.["measure"], measures) ?? "count";
  const property = needsProperty(measure) ? asText(asObject(raw)?.["property"]) : undefined;
  return { ...selector, measure, ...(property ? { property } : {}) };
}

/** What can be asked of a question under work; null while a series has no event or no property to measure. */
export function askableTrends(question: TrendsQuestion): TrendsQuestion | null {
  const { breakdowns, ...rest } = question;
  if (question.series.some(isUnfinished)) return null;
  return { ...rest, ...chosenBreakdowns(breakdowns) };
}

const isUnfinished = (one: TrendsSeries) =>
  one.event === "" || (needsProperty(one.measure) && one.property === undefined);
