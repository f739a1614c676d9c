import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "./http";
import type { components } from "./schema";

/** How far the loading of sample data is. done: the events are in the store, too. */
export type SampleLoad = Omit<components["schemas"]["SampleAnswer"], "state"> & {
  state: "none" | "waiting" | "running" | "done" | "cancelled" | "failed";
};

const inProject = (slug: string) => ({ params: { path: { slug } } });

export const isLoading = (load: SampleLoad | undefined) =>
  load?.state === "waiting" || load?.state === "running";

export const sampleQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "sample"] as const,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/api/projects/{slug}/sample", { ...inProject(slug), signal })) as Promise<SampleLoad>,
    refetchInterval: (query) => (isLoading(query.state.data) ? 300 : false),
  });

export const loadSample = (slug: string) =>
  bodyOf(api.POST("/api/projects/{slug}/sample", inProject(slug))) as Promise<SampleLoad>;

export const cancelSample = (slug: string) =>
  bodyOf(api.DELETE("/api/projects/{slug}/sample", inProject(slug))) as Promise<SampleLoad>;
