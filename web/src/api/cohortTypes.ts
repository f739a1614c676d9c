/** The definitions of cohorts, as docs/semantics/cohorts.md lists them. */
import type { CohortFilter, FunnelWindow, PropertyFilter, Range, Selector } from "./questions";

/** Over what time: the last whole days, a range, or without either all there ever was. */
interface When {
  lastDays?: number;
  range?: Range;
}

export interface DidRule extends When {
  did: Selector;
  atLeast?: number;
  /** Alone it includes persons who never did it. */
  atMost?: number;
  exactly?: number;
}

export interface DidNotRule extends When {
  didNot: Selector;
}

export interface FirstDidRule extends When {
  firstDid: Selector;
}

export interface SequenceRule extends When {
  did: Selector;
  then: Selector;
  window: FunnelWindow;
}

export type CohortRule =
  | { and: CohortRule[] }
  | { or: CohortRule[] }
  | { not: CohortRule }
  | PropertyFilter
  | CohortFilter
  | DidRule
  | DidNotRule
  | FirstDidRule
  | SequenceRule;

/** A rule, or a list of distinct ids that is uploaded. */
export type CohortDefinition = CohortRule | { static: true };
