import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "./http";
import type { components } from "./schema";

export type AuditLine = components["schemas"]["AuditLine"];

/** What of the log is asked for; absent: all of it. */
export interface AuditSearch {
  /** A whole action (`key.created`) or its noun with a dot (`key.`). */
  action?: string | undefined;
  actor?: string | undefined;
  target?: string | undefined;
  /** At or after; ISO 8601. */
  from?: string | undefined;
}

/** The project's audit log, newest first. */
export const auditQuery = (slug: string, search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ["project", slug, "audit", search] as const,
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET("/api/projects/{slug}/audit", {
          params: { path: { slug }, query: { ...told(search), ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

function told(search: AuditSearch): Record<string, string> {
  return Object.fromEntries(Object.entries(search).filter((entry): entry is [string, string] => !!entry[1]));
}
