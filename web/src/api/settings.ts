import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "./http";
import type { NewKey, ProjectChange } from "./types";

const inProject = (slug: string) => ({ params: { path: { slug } } });

export const changeProject = (slug: string, body: ProjectChange) =>
  bodyOf(api.PATCH("/api/projects/{slug}", { ...inProject(slug), body }));

export const deleteProject = (slug: string) => bodyOf(api.DELETE("/api/projects/{slug}", inProject(slug)));

/** Write keys and API keys, the revoked ones included. */
export const keysQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "keys"] as const,
    queryFn: ({ signal }) => bodyOf(api.GET("/api/projects/{slug}/keys", { ...inProject(slug), signal })),
  });

/** The secret of an API key is in this answer only. */
export const createKey = (slug: string, body: NewKey) =>
  bodyOf(api.POST("/api/projects/{slug}/keys", { ...inProject(slug), body }));

export const revokeKey = (slug: string, id: string) =>
  bodyOf(api.DELETE("/api/projects/{slug}/keys/{id}", { params: { path: { slug, id } } }));

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
