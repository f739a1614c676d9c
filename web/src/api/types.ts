/** The wire shapes of Cairn's HTTP API, as the server describes them. Times are ISO 8601 in UTC; 64-bit ids are decimal strings. */
import type { components } from "./schema";

export type * from "./answers";
export type * from "./cohortTypes";
export type * from "./personTypes";
export type * from "./questions";

type Schemas = components["schemas"];

export type ProjectSummary = Schemas["SeenProject"];

/** Who is signed in. A browser signs in with an account, which has an address. */
export type Session = Omit<Schemas["SessionAnswer"], "email"> & { email: string };

export type WriteKey = Schemas["WriteKeyAnswer"];
export type Project = Schemas["ProjectAnswer"];
export type NewProject = Schemas["ProjectBody"];
export type ProjectChange = Schemas["ProjectChangeBody"];
export type SetupRequest = Schemas["SetupBody"];

/** The API key is in this answer only; it is never shown again. */
export type CreatedProject = Schemas["CreatedProject"];

/** A key of any kind. A secret is in the answer that made it only. */
export type Key = Schemas["KeyAnswer"];
export type NewKey = Schemas["KeyBody"];
export type KeyChange = Schemas["KeyChangeBody"];

/** What was made of a request with a key. */
export type RecentRequest = Schemas["RecentRequest"];
export type RecentEvent = Schemas["RecentEvent"];

export type DeletedProject = Schemas["DeletedProject"];

export type EventItem = Schemas["EventItem"];

export interface Page<T> {
  items: T[];
  next: string | null;
}

export type Totals = Schemas["OverviewNumbers"];

export interface NamedCount {
  name: string;
  count: number;
  persons?: number;
}

export type Overview = Schemas["OverviewResult"];
export type IngestAnswer = Schemas["IngestAnswer"];

/** A saved question. */
export type Report = Asked<Schemas["ReportAnswer"]>;
export type ReportVersion = Asked<Schemas["VersionAnswer"]>;

/** Scopes and the like are narrower in our questions than the schema can say. */
type Asked<T> = Omit<T, "query"> & { query: import("./questions").Question };

/** An event name to pick. */
export type CatalogEvent = Schemas["CatalogEvent"];

/** A property to pick; built-in ones have no count. */
export type CatalogProperty = Schemas["CatalogProperty"];
export type CatalogValue = Schemas["CatalogValue"];

/** What a list of the catalog was read from. */
export interface CatalogPage<T> extends Page<T> {
  basis: Schemas["CatalogBasis"];
}

export type Cohort = Schemas["CohortAnswer"];

/** An import and how far it is. */
export type ImportJob = Schemas["ImportAnswer"];

/** What an import would do. */
export type ImportPreview = Schemas["ImportPreview"];

/** How this Cairn does. */
export type SystemFacts = Schemas["SystemAnswer"];

/** All backups of the instance, newest first. */
export type Backups = Schemas["BackupsAnswer"];
export type Backup = Schemas["BackupAnswer"];
export type BackupSchedule = Schemas["BackupScheduleAnswer"];

/** An event that the store refused, kept until it is sent again. */
export type DeadLetter = Schemas["DeadLetter"];
