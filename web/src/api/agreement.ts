/**
 * Where the types of questions are written by hand, since they say more than the schema can (`group:${string}`, word lists as values), `tsc` holds them
 * against the generated ones: whatever we ask must be what the server takes, and no field of it may be missing here or gone there.
 */
import type { operators, measures } from "./questions";
import type { components } from "./schema";
import type * as Ours from "./questions";

type Schemas = components["schemas"];

/** True where our type is one that the server takes, with the same fields; else what differs. */
type Agrees<Our, Theirs> = [Our] extends [Theirs]
  ? [Exclude<AnyKey<Theirs>, AnyKey<Our>> | Exclude<AnyKey<Our>, AnyKey<Theirs>>] extends [never]
    ? true
    : { missing: Exclude<AnyKey<Theirs>, AnyKey<Our>>; unknown: Exclude<AnyKey<Our>, AnyKey<Theirs>> }
  : { notTaken: Our };

/** The keys of every member of a union. */
type AnyKey<T> = T extends unknown ? keyof T : never;

/** The same words, neither more nor fewer. */
type SameWords<A, B> = [A] extends [B]
  ? [B] extends [A]
    ? true
    : { theirs: Exclude<B, A> }
  : { ours: Exclude<A, B> };

type AllTrue<T extends Record<string, true>> = T;

export type Agreement = AllTrue<{
  trends: Agrees<Ours.TrendsQuestion, Schemas["TrendsQuestion"]>;
  trendsSeries: Agrees<Ours.TrendsSeries, Schemas["TrendsSeries"]>;
  funnel: Agrees<Ours.FunnelQuestion, Schemas["FunnelQuestion"]>;
  retention: Agrees<Ours.RetentionQuestion, Schemas["RetentionQuestion"]>;
  lifecycle: Agrees<Ours.LifecycleQuestion, Schemas["LifecycleQuestion"]>;
  stickiness: Agrees<Ours.StickinessQuestion, Schemas["StickinessQuestion"]>;
  paths: Agrees<Ours.PathsQuestion, Schemas["PathsQuestion"]>;
  correlation: Agrees<Ours.CorrelationQuestion, Schemas["CorrelationQuestion"]>;
  discovery: Agrees<Ours.DiscoveryQuestion, Schemas["DiscoveryQuestion"]>;
  sql: Agrees<Ours.SqlQuestion, Schemas["SqlQuestion"]>;
  range: Agrees<Ours.Range, Schemas["Range"]>;
  filter: Agrees<Ours.Filter, Schemas["Filter"]>;
  selector: Agrees<Ours.Selector, Schemas["Selector"]>;
  breakdown: Agrees<Ours.Breakdown, Schemas["Breakdown"]>;
  window: Agrees<Ours.FunnelWindow, Schemas["Window"]>;
  kinds: SameWords<Ours.QuestionKind, Schemas["Kind"]>;
  intervals: SameWords<Ours.Interval, Schemas["Interval"]>;
  operators: SameWords<(typeof operators)[number], Schemas["Operator"]>;
  measures: SameWords<(typeof measures)[number], Schemas["TrendsSeries"]["measure"]>;
}>;
