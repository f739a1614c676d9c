import { api, bodyOf } from "./http";
import type { components } from "./schema";

export type Comparison = components["schemas"]["ComparedCounts"];
export type ComparedEvent = components["schemas"]["ComparedEvent"];
export type Cause = components["schemas"]["Cause"];

/** Another vendor's counts (CSV), whose times are in this zone, beside what is stored. Nothing of the file is kept. */
export const compareCounts = (slug: string, file: string, timeZone: string) =>
  bodyOf(
    api.POST("/api/projects/{slug}/compare", {
      params: { path: { slug }, query: { timeZone } },
      body: file,
      bodySerializer: (text) => text,
      headers: { "Content-Type": "text/csv" },
    }),
  );
