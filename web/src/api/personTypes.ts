/** The wire shapes of persons, merges and the members of cohorts. */
import type { components } from "./schema";

type Schemas = components["schemas"];

/** A person in the list of persons. */
export type PersonItem = Schemas["PersonItem"];
export type PersonProfile = Schemas["PersonProfile"];
export type TimelineSession = Schemas["TimelineSession"];
export type TimelinePage = Schemas["TimelineResult"];

/** A line of the identity log. */
export type MergeItem = Schemas["MergeItem"];

/** How many persons meet a definition now. */
export type CohortSize = Schemas["CohortSize"];

/** One distinct id of a static cohort. */
export type CohortMember = Schemas["CohortMember"];

/** What an upload of distinct ids came to. */
export type CohortUpload = Schemas["CohortUpload"];
