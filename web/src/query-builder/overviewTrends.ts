import type { TrendsQuestion, TrendsSeries } from "@/api/types";

/** What one question answers, in the order of its series. */
export const plainMeasures = ["persons", "events", "sessions", "pageviews"] as const;
export type PlainMeasure = (typeof plainMeasures)[number];

export const overviewMeasures = [...plainMeasures, "conversion", "revenue", "aiCost"] as const;
export type OverviewMeasure = (typeof overviewMeasures)[number];

export const overviewRanges = ["28d", "7d", "today"] as const;
export type OverviewRange = (typeof overviewRanges)[number];

/** The whole state of the overview; a link is a view. What is absent stands at its default. */
export interface OverviewSearch {
  measure?: OverviewMeasure;
  range?: OverviewRange;
  view?: "table";
  compare?: "previous";
  /** The event that counts as a conversion; absent: the first that looks like one. */
  goal?: string;
}

/**
 * Reads the state from a URL that anybody may have typed: what is not understood falls back to its default. Every key is
 * named, undefined where it stands at its default, because the router lays this over the URL's own words.
 */
export function readOverviewSearch(raw: Record<string, unknown>): OverviewSearch {
  const measure = overviewMeasures.find((name) => name === raw["measure"]);
  const range = overviewRanges.find((name) => name === raw["range"]);
  return {
    measure: measure === "persons" ? undefined : measure,
    range: range === "28d" ? undefined : range,
    view: raw["view"] === "table" ? "table" : undefined,
    compare: raw["compare"] === "previous" ? "previous" : undefined,
    goal: words(raw["goal"]),
  };
}

/** The router reads `?goal=42` as a number; names are text. */
function words(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return String(value).slice(0, 200) || undefined;
}

/** Every question is compared: the change on a card needs the period before, and the chart shows it or not without asking again. */
function over(range: OverviewRange, series: TrendsSeries[]): TrendsQuestion {
  return {
    kind: "trends",
    range: { from: range === "today" ? "today" : `-${range}` },
    interval: range === "today" ? "hour" : "day",
    series,
    compare: "previous",
  };
}

/** One question for the plain measures, in the order of `plainMeasures`, so that switching asks nothing again. */
export const overviewTrends = (range: OverviewRange): TrendsQuestion =>
  over(range, [
    { event: null, name: "Persons", measure: "persons" },
    { event: null, name: "Events", measure: "count" },
    { event: null, name: "Sessions", measure: "sessions" },
    { event: "$pageview", name: "Page views", measure: "count" },
  ]);

/** The share of the persons of the range who did the goal in it, 0 to 1. */
export const conversionTrends = (range: OverviewRange, goal: string): TrendsQuestion => ({
  ...over(range, [
    { event: null, name: "Persons", measure: "persons" },
    { event: goal, measure: "persons" },
  ]),
  formula: "B / A",
});

/** Amounts are split by their currency: sums over several would be no money at all. */
export const revenueTrends = (range: OverviewRange, event: string): TrendsQuestion => ({
  ...over(range, [{ event, name: "Revenue", measure: "sum", property: "amount" }]),
  breakdowns: [{ property: "currency", limit: 5 }],
});

/** What the models cost, in US dollars, as clients report it. */
export const aiCostTrends = (range: OverviewRange): TrendsQuestion =>
  over(range, [{ event: null, name: "AI cost", measure: "sum", property: "$ai_total_cost_usd" }]);
