/** The wire shapes of persons, merges and the members of cohorts. */
import type { EventItem } from "./types";

/** A person in the list of persons. */
export interface PersonItem {
  /** 64 bits in decimal digits. */
  id: string;
  /** At most ten. */
  distinctIds: string[];
  properties: Record<string, unknown>;
  firstSeen: string;
  lastSeen: string;
  events: number;
}

export interface PersonProfile {
  id: string;
  /** At most 1,000, the first seen first. */
  distinctIds: string[];
  distinctIdCount: number;
  properties: Record<string, unknown>;
  firstSeen: string;
  lastSeen: string;
  events: number;
  pageviews: number;
  sessions: number;
  topEvents: { name: string; count: number }[];
}

export interface TimelineSession {
  /** The client's own; null for a run of events without one. */
  sessionId: string | null;
  start: string;
  end: string;
  /** Of the session; those listed may be fewer. */
  eventCount: number;
  /** Newest first. */
  events: EventItem[];
}

export interface TimelinePage {
  items: TimelineSession[];
  next: string | null;
  /** False: the person has more events than are looked at. */
  isWhole: boolean;
}

/** A line of the identity log. */
export interface MergeItem {
  sequence: number;
  at: string;
  kind: string;
  from: string;
  into: string;
  outcome: string;
  /** For an undo: the merge it took back. */
  undoes: number | null;
  eventId: string;
}

/** How many persons meet a definition now. */
export interface CohortSize {
  count: number;
  computedAt: string;
}

/** One distinct id of a static cohort. */
export interface CohortMember {
  distinctId: string;
  personId: string;
}

/** What an upload of distinct ids came to. */
export interface CohortUpload {
  /** Different ids in the upload. */
  received: number;
  /** Ids in the list now. */
  total: number;
  /** Ids in the list that belong to nobody yet. */
  unknownCount: number;
  /** The first of them. */
  unknown: string[];
}
