import type { Interval, Range, TrendsQuestion, TrendsSeries } from "@/api/types";
import { rangeLabel } from "@/query-builder/ranges/ranges";

/** What a series counts: "Persons who did signed_up". */
export function seriesWords(one: TrendsSeries): string {
  if (one.name) return one.name;
  const event = one.event ?? "any event";
  switch (one.measure) {
    case "count":
      return one.event === null ? "Events" : event;
    case "persons":
      return one.event === null ? "Persons" : `Persons who did ${event}`;
    case "sessions":
      return one.event === null ? "Sessions" : `Sessions with ${event}`;
    case "dau":
      return `Active persons by ${event}, 1 day`;
    case "wau":
      return `Active persons by ${event}, 7 days`;
    case "mau":
      return `Active persons by ${event}, 30 days`;
    case "per_person":
      return one.event === null ? "Events per person" : `${event} per person`;
    default:
      return `${statistics[one.measure]} ${one.property ?? "…"} of ${event}`;
  }
}

const statistics = {
  sum: "Sum of",
  avg: "Average",
  min: "Smallest",
  max: "Largest",
  median: "Median",
  p90: "90th percentile of",
  p95: "95th percentile of",
  p99: "99th percentile of",
} as const;

const each: Record<Interval, string> = {
  minute: "by minute",
  hour: "by hour",
  day: "by day",
  week: "by week",
  month: "by month",
};

/** The heading of the chart. */
export function trendsTitle(question: TrendsQuestion): string {
  const [first, second] = question.series;
  const what = question.formula
    ? question.formula
    : [
        ...(first ? [seriesWords(first)] : []),
        ...(question.series.length === 2 && second ? [`and ${seriesWords(second)}`] : []),
        ...(question.series.length > 2 ? [`and ${question.series.length - 1} more`] : []),
      ].join(" ");
  const split = (question.breakdowns ?? []).map((breakdown) => breakdown.property).filter(Boolean);
  return [what, split.length > 0 ? `split by ${split.join(", ")}` : "", each[question.interval]]
    .filter(Boolean)
    .join(" ");
}

/** What a compared total is of. */
export function comparedWith(range: Range, compare: "previous" | "year"): string {
  if (compare === "year") return "a year before";
  return range.from === "today" ? "yesterday" : `before ${rangeLabel(range).toLowerCase()}`;
}
