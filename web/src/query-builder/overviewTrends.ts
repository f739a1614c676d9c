import type { TrendsQuestion } from "@/api/types";

export const overviewMeasures = ["persons", "events", "sessions", "pageviews"] as const;
export type OverviewMeasure = (typeof overviewMeasures)[number];

export const overviewRanges = ["28d", "today"] as const;
export type OverviewRange = (typeof overviewRanges)[number];

/** The whole state of the overview; a link is a view. What is absent stands at its default. */
export interface OverviewSearch {
  measure?: OverviewMeasure;
  range?: OverviewRange;
  view?: "table";
  compare?: "previous";
  event?: string;
  distinctId?: string;
}

/**
 * Reads the state from a URL that anybody may have typed: what is not understood falls back to its default. Every key is
 * named, undefined where it stands at its default, because the router lays this over the URL's own words.
 */
export function readOverviewSearch(raw: Record<string, unknown>): OverviewSearch {
  const measure = overviewMeasures.find((name) => name === raw["measure"]);
  return {
    measure: measure === "persons" ? undefined : measure,
    range: raw["range"] === "today" ? "today" : undefined,
    view: raw["view"] === "table" ? "table" : undefined,
    compare: raw["compare"] === "previous" ? "previous" : undefined,
    event: words(raw["event"]),
    distinctId: words(raw["distinctId"]),
  };
}

/** The router reads `?distinctId=42` as a number; ids are text. */
function words(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return String(value).slice(0, 400) || undefined;
}

/** One question for all four measures, in the order of `overviewMeasures`, so that switching asks nothing again. */
export function overviewTrends(range: OverviewRange, compare: boolean): TrendsQuestion {
  return {
    kind: "trends",
    range: { from: range === "today" ? "today" : "-28d" },
    interval: range === "today" ? "hour" : "day",
    series: [
      { event: null, name: "Persons", measure: "persons" },
      { event: null, name: "Events", measure: "count" },
      { event: null, name: "Sessions", measure: "sessions" },
      { event: "$pageview", name: "Page views", measure: "count" },
    ],
    ...(compare ? { compare: "previous" as const } : {}),
  };
}
