import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "./http";
import type { components } from "./schema";

export type Retention = components["schemas"]["RetentionAnswer"];
export type RetentionRun = components["schemas"]["RetentionRunAnswer"];
export type RetentionPreview = components["schemas"]["RetentionPreview"];
export type EventArchive = components["schemas"]["ArchiveAnswer"];

/** How long events are kept. */
export interface KeepRules {
  /** Null: for ever. */
  keepDays: number | null;
  archive: boolean;
  events: { event: string; keepDays: number | null }[];
}

const inProject = (slug: string) => ({ params: { path: { slug } } });

/** The rules, the last run and the next; asked again every second while a run is under way. */
export const retentionQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "retention-rules"] as const,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/api/projects/{slug}/privacy/retention", { ...inProject(slug), signal })),
    refetchInterval: ({ state }) => (state.data?.running ? 1_000 : false),
  });

/** @param preview The token of a preview of the same rules. */
export const saveRetention = (slug: string, rules: KeepRules, preview: string | undefined) =>
  bodyOf(
    api.PUT("/api/projects/{slug}/privacy/retention", {
      ...inProject(slug),
      body: preview === undefined ? rules : { ...rules, preview },
    }),
  );

/** What the rules would delete now; nothing is deleted. */
export const previewRetention = (slug: string, rules: KeepRules) =>
  bodyOf(api.POST("/api/projects/{slug}/privacy/retention/preview", { ...inProject(slug), body: rules }));

export const runRetention = (slug: string) =>
  bodyOf(api.POST("/api/projects/{slug}/privacy/retention/run", inProject(slug)));

/** Files with deleted events, newest first. */
export const archivesQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "event-archives"] as const,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/api/projects/{slug}/privacy/archives", { ...inProject(slug), signal })),
  });

export const deleteArchive = (slug: string, id: string) =>
  bodyOf(api.DELETE("/api/projects/{slug}/privacy/archives/{id}", { params: { path: { slug, id } } }));
