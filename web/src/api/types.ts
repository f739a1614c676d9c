/** The wire shapes of Cairn's HTTP API. Times are ISO 8601 in UTC; 64-bit ids are decimal strings. */
import type { Meta } from "./answers";
import type { Question } from "./questions";

export type * from "./answers";
export type * from "./personTypes";
export type * from "./questions";

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

export interface IngestAnswer {
  accepted: number;
  duplicates: number;
  rejected: { index: number; code: string; message: string }[];
}

/** A saved question. */
export interface Report {
  id: string;
  name: string;
  description: string | null;
  kind: Question["kind"];
  query: Question;
  createdBy: string;
  createdAt: string;
  updatedBy: string;
  updatedAt: string;
  /** A change must name the version it is based on. */
  version: number;
}

export interface ReportVersion {
  version: number;
  name: string;
  description: string | null;
  kind: Question["kind"];
  query: Question;
  savedBy: string;
  savedAt: string;
}

/** An event name to pick. */
export interface CatalogEvent {
  name: string;
  count: number;
  lastSeen: string;
}

/** A property to pick; built-in ones have no count. */
export interface CatalogProperty {
  name: string;
  types: ("text" | "number" | "boolean")[];
  count: number | null;
  kind: string;
  unit: string | null;
  description: string | null;
  builtIn: boolean;
}

export interface CatalogValue {
  value: unknown;
  count: number;
}

/** What a list of the catalog was read from. */
export interface CatalogPage<T> extends Page<T> {
  basis: { from: string; to: string; sampled: boolean; events: number };
}

export interface Cohort {
  id: string;
  /** What filters call it. */
  key: string;
  name: string;
  description: string | null;
  definition: Record<string, unknown>;
  isStatic: boolean;
  /** Null: not counted yet. */
  count: number | null;
  computedAt: string | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
}
