import { queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import { paths } from "./paths";

/** The loading of sample data into a project: 90 days of an invented product. */
export interface SampleLoad {
  /** done: the events are in the store, too. */
  state: "none" | "waiting" | "running" | "done" | "cancelled" | "failed";
  /** Events that are durable, of `total`. */
  sent: number;
  total: number;
  duplicates: number;
  startedAt: string | null;
  finishedAt: string | null;
  error: string | null;
}

export const isLoading = (load: SampleLoad | undefined) =>
  load?.state === "waiting" || load?.state === "running";

export const sampleQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "sample"] as const,
    queryFn: ({ signal }) => request<SampleLoad>("GET", paths.sample(slug), { signal }),
    refetchInterval: ({ state }) => (isLoading(state.data) ? 400 : false),
  });

export const startSample = (slug: string) => request<SampleLoad>("POST", paths.sample(slug));

export const cancelSample = (slug: string) => request<SampleLoad>("DELETE", paths.sample(slug));
