import { QueryClient, queryOptions } from "@tanstack/react-query";
import { api, ApiError, bodyOf, request } from "./http";
import { paths } from "./paths";
import type { Session, TrendsAnswer, TrendsQuestion } from "./types";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A refusal will be a refusal again, and what took too long will; a server that is restarting will not.
        retry: (failures, error) =>
          failures < 2 &&
          (!(error instanceof ApiError) ||
            error.status === 0 ||
            (error.status >= 502 && error.status !== 504)),
      },
    },
  });
}

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }) => {
    try {
      return (await bodyOf(api.GET("/api/session", { signal }))) as Session;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** Whether this Cairn still waits for its first account. */
export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: ({ signal }) => bodyOf(api.GET("/api/setup", { signal })),
});

export const projectQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug],
    queryFn: ({ signal }) => bodyOf(api.GET("/api/projects/{slug}", { params: { path: { slug } }, signal })),
    staleTime: 60_000,
  });

export const overviewQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "overview"],
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/api/projects/{slug}/overview", { params: { path: { slug } }, signal })),
    refetchInterval: 15_000,
  });

export const trendsQuery = (slug: string, query: TrendsQuestion) =>
  queryOptions({
    queryKey: ["project", slug, "trends", query] as const,
    queryFn: ({ signal }) => request<TrendsAnswer>("POST", paths.query(slug), { body: query, signal }),
    refetchInterval: 30_000,
  });
