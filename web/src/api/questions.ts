/**
 * The questions of `POST …/query`, one type per kind, as the server takes them (agreement.ts has tsc see to it): unknown fields are refused. Ranges are half
 * open, days begin at midnight in the project's time zone.
 */

export type Interval = "minute" | "hour" | "day" | "week" | "month";

export interface Range {
  /** -7d, -24h, today, this_month, all, or a date. */
  from: string;
  /** A date means the end of that day; absent: until now. */
  to?: string;
  timezone?: string;
  weekStart?: "monday" | "sunday";
}

export const operators = [
  "eq",
  "neq",
  "in",
  "not_in",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "regex",
  "not_regex",
  "gt",
  "gte",
  "lt",
  "lte",
  "between",
  "is_set",
  "is_not_set",
] as const;
export type Operator = (typeof operators)[number];

/** Whose property. cohort: the property's name is a cohort's key, its value "in" or "not in". */
export type Scope = "event" | "person" | "session" | "cohort" | `group:${string}`;

export interface PropertyFilter {
  property: string;
  scope?: Scope;
  op: Operator;
  value?: unknown;
}

export interface CohortFilter {
  cohort: string;
  in?: boolean;
}

export type Filter = { and: Filter[] } | { or: Filter[] } | { not: Filter } | CohortFilter | PropertyFilter;

export interface Selector {
  /** Null: any event. */
  event: string | null;
  where?: Filter;
  name?: string;
}

export interface Breakdown {
  /** A property; with the scope "cohort" the key of a cohort. */
  property: string;
  scope?: Scope;
  limit?: number;
  bins?: number;
}

export const measures = [
  "count",
  "persons",
  "sessions",
  "dau",
  "wau",
  "mau",
  "per_person",
  "sum",
  "avg",
  "min",
  "max",
  "median",
  "p90",
  "p95",
  "p99",
] as const;
export type Measure = (typeof measures)[number];

export interface TrendsSeries extends Selector {
  measure: Measure;
  /** The number that sum, avg, min, max and the percentiles are of. */
  property?: string;
}

export interface TrendsQuestion {
  kind: "trends";
  range: Range;
  interval: Interval;
  filter?: Filter;
  breakdowns?: Breakdown[];
  series: TrendsSeries[];
  formula?: string;
  compare?: "previous" | "year";
  display?: "linear" | "cumulative";
  rolling?: number;
}

export interface FunnelWindow {
  value: number;
  unit: "second" | "minute" | "hour" | "day" | "week" | "month";
}

export interface FunnelQuestion {
  kind: "funnel";
  range: Range;
  filter?: Filter;
  steps: Selector[];
  order?: "ordered" | "strict" | "any";
  window: FunnelWindow;
  exclusions?: (Selector & { from: number; to: number })[];
  by?: "person" | "session" | `group:${string}`;
  breakdowns?: Breakdown[];
  attribution?: "first" | "last" | `step:${number}`;
  view?: "steps" | "trend" | "time_to_convert";
  interval?: Interval;
  fromStep?: number;
  toStep?: number;
}

export interface RetentionQuestion {
  kind: "retention";
  range: Range;
  filter?: Filter;
  start: Selector;
  return: Selector;
  cohort?: "first_ever" | "first_in_range" | "recurring";
  interval: "hour" | "day" | "week" | "month";
  periods: number;
  mode?: "on" | "on_or_after";
  brackets?: number[];
  breakdowns?: Breakdown[];
}

export interface LifecycleQuestion {
  kind: "lifecycle";
  range: Range;
  interval: Interval;
  filter?: Filter;
  selector?: Selector;
}

export interface StickinessQuestion {
  kind: "stickiness";
  range: Range;
  interval: Interval;
  selector: Selector;
  filter?: Filter;
  compare?: "previous" | "year";
}

export interface PathsQuestion {
  kind: "paths";
  range: Range;
  filter?: Filter;
  by?: "event" | "page";
  start?: string;
  end?: string;
  steps: number;
  minEdge?: number;
  exclude?: string[];
  groups?: { match: string; as: string }[];
}

export interface CorrelationQuestion {
  kind: "correlation";
  funnel: FunnelQuestion;
  /** In place of the funnel, of those who ask through the API. */
  retention?: undefined;
}

export interface DiscoveryQuestion {
  kind: "discovery";
  range: Range;
  goal: Selector;
  steps?: number;
  window?: FunnelWindow;
  minShare?: number;
  limit?: number;
  filter?: Filter;
}

export interface SqlQuestion {
  kind: "sql";
  query: string;
  parameters?: Record<string, unknown>;
}

export type Question =
  | TrendsQuestion
  | FunnelQuestion
  | RetentionQuestion
  | LifecycleQuestion
  | StickinessQuestion
  | PathsQuestion
  | CorrelationQuestion
  | DiscoveryQuestion
  | SqlQuestion;

export type QuestionKind = Question["kind"];
