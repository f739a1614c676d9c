/** The answers of `POST …/query`, one type per kind. Rates are 0..1; a rate over nothing is null. */
import type { CorrelationQuestion, FunnelQuestion, Question } from "./questions";

/** How an answer was made; every number on a page can show it. */
export interface Meta {
  elapsedMs: number;
  rowsRead: number;
  bytesRead: number;
  cached: boolean;
  computedAt: string;
  sql: string;
  /** What the numbers are, in a sentence; null where no question was asked. */
  definition?: string | null;
  /** "exact": nothing is sampled or estimated. */
  exactness?: string;
  /** Data has moved on since; the page had asked for an answer of some age. */
  outdated?: boolean;
  freshness?: { storedUpTo: string | null; waiting: number };
  /** Rules that decide what the numbers mean, a sentence each. */
  semantics?: string[];
  timezone?: string;
  /** What the question's range came to, [from, to). */
  range?: { from: string; to: string };
  /** The first bucket that is not over yet; null when all are. */
  partialFrom?: string | null;
  question?: unknown;
}

export interface Point {
  t: string;
  /** Null where the question has no answer, such as a ratio over nothing. */
  value: number | null;
}

export interface TrendSeries {
  name: string;
  breakdown: string[] | null;
  total: number | null;
  points: Point[];
  previous?: { total: number | null; points: Point[] };
}

export interface TrendsAnswer {
  series: TrendSeries[];
  meta: Meta;
}

export interface FunnelStep {
  name: string;
  count: number;
  fromPrevious: number | null;
  fromFirst: number | null;
  dropped: number;
  medianSeconds: number | null;
  averageSeconds: number | null;
}

export interface FunnelAnswer {
  steps: FunnelStep[];
  breakdowns?: { value: string[]; steps: FunnelStep[] }[];
  trend?: { t: string; entered: number; converted: number; rate: number | null }[];
  histogram?: { fromSeconds: number; toSeconds: number; count: number }[];
  meta: Meta;
}

export interface RetentionCohort {
  start: string;
  size: number;
  /** From period 0; null while the period is not over. */
  counts: (number | null)[];
}

export interface RetentionRate {
  period: number;
  rate: number | null;
}

export interface RetentionAnswer {
  cohorts: RetentionCohort[];
  overall: RetentionRate[];
  breakdowns?: { value: string[]; cohorts: RetentionCohort[]; overall: RetentionRate[] }[];
  meta: Meta;
}

export interface LifecycleBucket {
  t: string;
  new: number;
  returning: number;
  resurrecting: number;
  /** A positive count of persons who are not active. */
  dormant: number;
}

export interface LifecycleAnswer {
  buckets: LifecycleBucket[];
  meta: Meta;
}

export interface StickinessCount {
  intervals: number;
  persons: number;
}

export interface StickinessAnswer {
  persons: StickinessCount[];
  total: number;
  previous?: { persons: StickinessCount[]; total: number };
  meta: Meta;
}

export interface PathsAnswer {
  nodes: { id: string; name: string; step: number }[];
  /** Counts are sessions. */
  links: { from: string; to: string; count: number; medianSeconds: number }[];
  meta: Meta;
}

export interface CorrelationItem {
  type: "event" | "person_property";
  event?: string;
  property?: string;
  value?: string;
  successCount: number;
  failureCount: number;
  oddsRatio: number;
  low: number;
  high: number;
  pValue: number;
  adjustedPValue: number;
  isSignificant: boolean;
  tooFew: boolean;
  goesWith: string;
}

export interface CorrelationAnswer {
  success: number;
  failure: number;
  isEnough: boolean;
  items: CorrelationItem[];
  meta: Meta;
}

export interface DiscoveryAnswer {
  reached: number;
  baseRate: number | null;
  items: {
    events: string[];
    share: number;
    entered: number;
    converted: number;
    rate: number | null;
    lift: number | null;
    query: FunnelQuestion;
  }[];
  meta: Meta;
}

export interface SqlAnswer {
  columns: { name: string; type: string }[];
  rows: unknown[][];
  truncated: boolean;
  meta: Meta;
}

interface AnswersByKind {
  trends: TrendsAnswer;
  funnel: FunnelAnswer;
  retention: RetentionAnswer;
  lifecycle: LifecycleAnswer;
  stickiness: StickinessAnswer;
  paths: PathsAnswer;
  correlation: CorrelationAnswer;
  discovery: DiscoveryAnswer;
  sql: SqlAnswer;
}

/** The answer to a question of this type. */
export type AnswerOf<Q extends Question> = AnswersByKind[Q["kind"]];

/** Questions about persons: those whose numbers have persons behind them. */
export type PersonsQuestion =
  Exclude<Question, { kind: "sql" } | { kind: "discovery" }> | CorrelationQuestion;

/** Which number of an answer is meant; the fields depend on the kind. */
export type PersonsPoint = Record<string, unknown>;

export interface PersonBehind {
  personId: string;
  distinctId: string;
  /** Matching events. */
  events: number;
  firstSeen: string;
  lastSeen: string;
}

export interface PersonsBehind {
  items: PersonBehind[];
  next: string | null;
  /** All of them; the list may be shorter. */
  count: number;
  meta: Meta;
}
