import type { Measure } from "@/api/types";

/** What a measure is called in the builder and on the page. */
export const measureNames: Record<Measure, string> = {
  count: "Events",
  persons: "Persons",
  sessions: "Sessions",
  dau: "Active persons, 1 day",
  wau: "Active persons, 7 days",
  mau: "Active persons, 30 days",
  per_person: "Events per person",
  sum: "Sum of",
  avg: "Average of",
  min: "Smallest",
  max: "Largest",
  median: "Median of",
  p90: "90th percentile of",
  p95: "95th percentile of",
  p99: "99th percentile of",
};

const ofProperty: ReadonlySet<Measure> = new Set(["sum", "avg", "min", "max", "median", "p90", "p95", "p99"]);

/** Whether a measure is taken of a property's numbers. */
export const needsProperty = (measure: Measure): boolean => ofProperty.has(measure);

/** Series are A, B, C … in formulas. */
export const letterOf = (index: number): string => String.fromCharCode(65 + (index % 26));
