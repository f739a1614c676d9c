/** The answers of `POST …/query`, one type per kind. Rates are 0..1; a rate over nothing is null. */
import type { CorrelationQuestion, FunnelQuestion, Question } from "./questions";
import type { components } from "./schema";

type Schemas = components["schemas"];

/** How an answer was made; every number on a page can show it. Outdated and freshness are said of questions only. */
export type Meta = Schemas["QueryMeta"];

/** Null where the question has no answer, such as a ratio over nothing. */
export type Point = Schemas["TrendsPoint"];
export type TrendSeries = Schemas["TrendsLine"];
export type TrendsAnswer = Schemas["TrendsResult"];

export type FunnelStep = Schemas["FunnelStep"];
export type FunnelAnswer = Schemas["FunnelResult"];

/** Counts go from period 0; null while the period is not over. */
export type RetentionCohort = Schemas["RetentionCohort"];
export type RetentionRate = Schemas["RetentionRate"];
export type RetentionAnswer = Schemas["RetentionResult"];

/** Dormant is a positive count of persons who are not active. */
export type LifecycleBucket = Schemas["LifecycleBucket"];
export type LifecycleAnswer = Schemas["LifecycleResult"];

export type StickinessCount = Schemas["StickinessCount"];
export type StickinessAnswer = Schemas["StickinessResult"];

/** Counts of links are sessions. */
export type PathsAnswer = Schemas["PathResult"];

export type CorrelationItem = Schemas["CorrelationItem"];
export type CorrelationAnswer = Schemas["CorrelationResult"];

/** Each item's query is a funnel to be asked or saved. */
export type DiscoveryAnswer = Omit<Schemas["DiscoveryResult"], "items"> & {
  items: (Omit<Schemas["DiscoveredFunnel"], "query"> & { query: FunnelQuestion })[];
};

export type SqlAnswer = Schemas["SqlResult"];

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

export type PersonBehind = Schemas["PersonBehind"];

/** The list may be shorter than the count, which is of all. */
export type PersonsBehind = Schemas["PersonsBehind"];
