import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "./http";
import type { KeyChange, NewKey } from "./types";

/** Where keys live: in a project, or (null) in the instance itself. */
export type KeyPlace = string | null;

const inProject = (slug: string) => ({ params: { path: { slug } } });
const keyIn = (slug: string, id: string) => ({ params: { path: { slug, id } } });
const keyOf = (id: string) => ({ params: { path: { id } } });

/** Keys of every kind, those that ended included. */
export const keysQuery = (place: KeyPlace) =>
  queryOptions({
    queryKey: place === null ? (["instance-keys"] as const) : (["project", place, "keys"] as const),
    queryFn: ({ signal }) =>
      bodyOf(
        place === null
          ? api.GET("/api/keys", { signal })
          : api.GET("/api/projects/{slug}/keys", { ...inProject(place), signal }),
      ),
  });

/** A secret is in this answer only. */
export const createKey = (place: KeyPlace, body: NewKey) =>
  bodyOf(
    place === null
      ? api.POST("/api/keys", { body })
      : api.POST("/api/projects/{slug}/keys", { ...inProject(place), body }),
  );

export const changeKey = (place: KeyPlace, id: string, body: KeyChange) =>
  bodyOf(
    place === null
      ? api.PATCH("/api/keys/{id}", { ...keyOf(id), body })
      : api.PATCH("/api/projects/{slug}/keys/{id}", { ...keyIn(place, id), body }),
  );

/** The successor's secret is in this answer only. */
export const rotateKey = (place: KeyPlace, id: string, overlapHours: number) =>
  bodyOf(
    place === null
      ? api.POST("/api/keys/{id}/rotate", { ...keyOf(id), body: { overlapHours } })
      : api.POST("/api/projects/{slug}/keys/{id}/rotate", { ...keyIn(place, id), body: { overlapHours } }),
  );

export const revokeKey = (place: KeyPlace, id: string) =>
  bodyOf(
    place === null
      ? api.DELETE("/api/keys/{id}", keyOf(id))
      : api.DELETE("/api/projects/{slug}/keys/{id}", keyIn(place, id)),
  );

/** The last 100 requests with a write key or a service key, newest first; asked again every 2 seconds while the page is in sight. */
export const recentRequestsQuery = (slug: string, id: string, isPaused = false) =>
  queryOptions({
    queryKey: ["project", slug, "keys", id, "requests"] as const,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/api/projects/{slug}/keys/{id}/requests", { ...keyIn(slug, id), signal })),
    refetchInterval: isPaused ? false : 2_000,
    refetchOnWindowFocus: !isPaused,
  });
