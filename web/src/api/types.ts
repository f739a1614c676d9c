/** The wire shapes of Cairn's HTTP API. Times are ISO 8601 in UTC; 64-bit ids are decimal strings. */

export interface ProjectSummary {
  slug: string;
  name: string;
  timeZone: string;
  currency: string;
  role: string;
}

export interface Session {
  email: string;
  instanceRole: string | null;
  projects: ProjectSummary[];
}

export interface WriteKey {
  id: string;
  name: string;
  key: string;
  eventsPerSecond: number | null;
  createdAt: string;
  revokedAt: string | null;
}

export interface Project {
  slug: string;
  name: string;
  timeZone: string;
  currency: string;
  createdAt: string;
  writeKeys: WriteKey[];
}

export interface NewProject {
  slug: string;
  name?: string;
  timeZone?: string;
  currency?: string;
}

export interface SetupRequest {
  token: string;
  email: string;
  password: string;
  project: NewProject;
}

/** The API key is in this answer only; it is never shown again. */
export interface CreatedProject {
  slug: string;
  writeKey: string;
  apiKey: string;
}

export interface EventItem {
  id: string;
  event: string;
  distinctId: string;
  personId: string;
  timestamp: string;
  receivedAt: string;
  sessionId: string | null;
  groups: Record<string, string>;
  properties: Record<string, unknown>;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

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
  /** The first bucket that is not over yet; null when all are. */
  partialFrom?: string | null;
}

export interface Totals {
  persons: number;
  events: number;
  sessions: number;
  pageviews: number;
}

export interface NamedCount {
  name: string;
  count: number;
  persons?: number;
}

export interface Overview {
  today: Totals;
  yesterday: Totals;
  last7Days: Totals;
  last28Days: Totals;
  previous7Days: Totals;
  previous28Days: Totals;
  topEvents: NamedCount[];
  topPages: NamedCount[];
  topReferrers: NamedCount[];
  topCountries: NamedCount[];
  topDevices: NamedCount[];
  topBrowsers: NamedCount[];
  timezone: string;
  meta: Meta;
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

export type Interval = "minute" | "hour" | "day" | "week" | "month";

export interface TrendsQuery {
  kind: "trends";
  range: { from: string; to?: string };
  interval: Interval;
  series: { event: string | null; name?: string; measure: "count" | "persons" | "sessions" }[];
  compare?: "previous" | "year";
}

export interface IngestAnswer {
  accepted: number;
  duplicates: number;
  rejected: { index: number; code: string; message: string }[];
}
