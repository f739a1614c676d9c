import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ApiError, readProblem, request } from "./http";
import { paths } from "./paths";
import type {
  Cohort,
  CohortDefinition,
  CohortMember,
  CohortSize,
  CohortUpload,
  Page,
  PersonBehind,
} from "./types";

/** One cohort, by key or id. */
export const cohortQuery = (slug: string, key: string) =>
  queryOptions({
    queryKey: ["project", slug, "cohorts", "one", key] as const,
    queryFn: ({ signal }) => request<Cohort>("GET", paths.cohort(slug, key), { signal }),
  });

/** How many persons meet a definition. A newer definition cancels the question about the older one. */
export const cohortSizeQuery = (slug: string, definition: CohortDefinition) =>
  queryOptions({
    queryKey: ["project", slug, "cohort-size", definition] as const,
    queryFn: ({ signal }) =>
      request<CohortSize>("POST", paths.cohortPreview(slug), { body: { definition }, signal }),
    placeholderData: keepPreviousData,
  });

/** Who is in a cohort now. */
export const cohortPersonsQuery = (slug: string, key: string) =>
  infiniteQueryOptions({
    queryKey: ["project", slug, "cohorts", "one", key, "persons"],
    queryFn: ({ signal, pageParam }) =>
      request<Page<PersonBehind>>("GET", paths.cohortPersons(slug, key, { limit: 100, cursor: pageParam }), {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** The distinct ids of a static cohort. */
export const cohortMembersQuery = (slug: string, key: string) =>
  infiniteQueryOptions({
    queryKey: ["project", slug, "cohorts", "one", key, "members"],
    queryFn: ({ signal, pageParam }) =>
      request<Page<CohortMember>>("GET", paths.cohortMembers(slug, key, { limit: 200, cursor: pageParam }), {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export interface CohortText {
  name: string;
  description?: string;
  definition: CohortDefinition;
}

export const createCohort = (slug: string, body: CohortText) =>
  request<Cohort>("POST", paths.cohorts(slug), { body });

export const changeCohort = (slug: string, key: string, body: CohortText) =>
  request<Cohort>("PUT", paths.cohort(slug, key), { body });

export const deleteCohort = (slug: string, key: string) => request<void>("DELETE", paths.cohort(slug, key));

export const refreshCohort = (slug: string, key: string) =>
  request<Cohort>("POST", paths.cohortRefresh(slug, key));

/** What an upload does to the list. */
export type ListChange = "replace" | "add" | "remove";

/** Sends distinct ids as the reader has them: one a line, or a CSV file whose first column they are. */
export async function uploadMembers(
  slug: string,
  key: string,
  how: ListChange,
  text: string,
): Promise<CohortUpload> {
  const path = paths.cohortMembers(slug, key);
  const response = await fetch(how === "remove" ? `${path}/remove` : path, {
    method: how === "replace" ? "PUT" : "POST",
    headers: { Accept: "application/json", "Content-Type": "text/csv" },
    body: text,
    credentials: "same-origin",
  }).catch(() => {
    throw new ApiError(
      0,
      "unreachable",
      "Cairn does not answer. Check that the server runs, then try again.",
    );
  });
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as CohortUpload;
}
