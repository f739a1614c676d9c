import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "./http";
import type { ProjectChange } from "./types";

const inProject = (slug: string) => ({ params: { path: { slug } } });

export const changeProject = (slug: string, body: ProjectChange) =>
  bodyOf(api.PATCH("/api/projects/{slug}", { ...inProject(slug), body }));

/** @param now Beyond restoring. */
export const deleteProject = (slug: string, now: boolean) =>
  bodyOf(api.DELETE("/api/projects/{slug}", { params: { path: { slug }, query: now ? { now: true } : {} } }));

/** Lays a project aside, or takes it up again. */
export const archiveProject = (slug: string, archived: boolean) =>
  bodyOf(
    archived
      ? api.POST("/api/projects/{slug}/archive", inProject(slug))
      : api.POST("/api/projects/{slug}/unarchive", inProject(slug)),
  );

/** Deleted projects that can still be restored. */
export const deletedProjectsQuery = queryOptions({
  queryKey: ["deleted-projects"] as const,
  queryFn: ({ signal }) => bodyOf(api.GET("/api/deleted-projects", { signal })),
});

export const restoreProject = (id: number, slug: string) =>
  bodyOf(api.POST("/api/deleted-projects/{id}/restore", { params: { path: { id } }, body: { slug } }));

export const eraseProject = (id: number) =>
  bodyOf(api.DELETE("/api/deleted-projects/{id}", { params: { path: { id } } }));

/** The newest event of a project, asked for until there is one. */
export const firstEventQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "first-event"] as const,
    queryFn: async ({ signal }) => {
      const page = await bodyOf(
        api.GET("/api/projects/{slug}/events", { params: { path: { slug }, query: { limit: 1 } }, signal }),
      );
      return page.items[0] ?? null;
    },
    refetchInterval: ({ state }) => (state.data ? false : 2_000),
  });

/** How this Cairn does, for its owner. */
export const systemQuery = queryOptions({
  queryKey: ["system"] as const,
  queryFn: ({ signal }) => bodyOf(api.GET("/api/system", { signal })),
  refetchInterval: 15_000,
});

/** Events that the store refused, oldest first. */
export const deadLettersQuery = (slug: string) =>
  infiniteQueryOptions({
    queryKey: ["project", slug, "dead-letters"] as const,
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET("/api/projects/{slug}/dead-letters", {
          params: { path: { slug }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const replayDeadLetter = (slug: string, sequence: number) =>
  bodyOf(
    api.POST("/api/projects/{slug}/dead-letters/{sequence}/replay", { params: { path: { slug, sequence } } }),
  );
