import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import { paths } from "./paths";
import type { CohortSize, MergeItem, Page, PersonItem, PersonProfile, TimelinePage } from "./types";

/** Persons, those seen latest first. */
export const personsQuery = (slug: string, search: string) =>
  infiniteQueryOptions({
    queryKey: ["project", slug, "persons", "list", search],
    queryFn: ({ signal, pageParam }) =>
      request<Page<PersonItem>>("GET", paths.persons(slug, { search, limit: 100, cursor: pageParam }), {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });

/** One person, by person id or any distinct id. */
export const personQuery = (slug: string, id: string) =>
  queryOptions({
    queryKey: ["project", slug, "persons", "one", id],
    queryFn: ({ signal }) => request<PersonProfile>("GET", paths.person(slug, id), { signal }),
  });

/** What a person did, session by session. */
export const timelineQuery = (slug: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ["project", slug, "persons", "timeline", id],
    queryFn: ({ signal, pageParam }) =>
      request<TimelinePage>("GET", paths.timeline(slug, id, { limit: 20, cursor: pageParam }), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** How many of a person's ids are looked up in the identity log: one request each. */
export const mergedIdsLookedAt = 10;

/** The lines of the identity log that name any of these ids, newest first. */
export const personMergesQuery = (slug: string, distinctIds: string[]) =>
  queryOptions({
    queryKey: ["project", slug, "persons", "merges", distinctIds],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        distinctIds
          .slice(0, mergedIdsLookedAt)
          .map((distinctId) =>
            request<Page<MergeItem>>("GET", paths.merges(slug, { distinctId, limit: 50 }), { signal }),
          ),
      );
      const lines = new Map(
        pages.flatMap((page) => page.items.map((line) => [line.sequence, line] as const)),
      );
      return [...lines.values()].sort((a, b) => b.sequence - a.sequence);
    },
  });

/** Takes one merge back. */
export const undoMerge = (slug: string, sequence: number) =>
  request<MergeItem>("POST", paths.undoMerge(slug, sequence));

/** Which of these cohorts the person is in now: each is asked, four at a time. */
export const cohortsOfPersonQuery = (slug: string, personId: string, keys: string[]) =>
  queryOptions({
    queryKey: ["project", slug, "persons", "cohorts", personId, keys],
    queryFn: async ({ signal }) => {
      const waiting = [...keys];
      const found = new Set<string>();
      const ask = async () => {
        for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
          const definition = {
            and: [{ property: "$person_id", op: "eq", value: personId }, { cohort: key }],
          };
          const size = await request<CohortSize>("POST", paths.cohortPreview(slug), {
            body: { definition },
            signal,
          });
          if (size.count > 0) found.add(key);
        }
      };
      await Promise.all([ask(), ask(), ask(), ask()]);
      return keys.filter((key) => found.has(key));
    },
    staleTime: 60_000,
  });
