import { asOneOf, asText } from "@/query-builder/questions/parts";

/** What the URL of the list of cohorts holds. */
export interface CohortsSearch {
  search: string;
  /** A new cohort is being made, of this kind. */
  make: "rules" | "list" | null;
  /** The cohort whose rules the new one begins with. */
  from: string | null;
}

export const readCohortsSearch = (raw: Record<string, unknown>): CohortsSearch => ({
  search: asText(raw["search"], 200) ?? "",
  make: asOneOf(raw["make"], ["rules", "list"] as const) ?? null,
  from: asText(raw["from"], 100) ?? null,
});

/** What the URL of a cohort holds. */
export interface CohortSearch {
  view: "members" | "ids" | "edit";
}

export const readCohortSearch = (raw: Record<string, unknown>): CohortSearch => ({
  view: asOneOf(raw["view"], ["ids", "edit"] as const) ?? "members",
});
