import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import { paths } from "./paths";
import type { CatalogEvent, CatalogPage, CatalogProperty, CatalogValue, Cohort, Page, Scope } from "./types";

/** As many as a list takes at first; projects with more are searched by the server. */
const firstPage = 300;

export const catalogEventsQuery = (slug: string, search = "") =>
  queryOptions({
    queryKey: ["project", slug, "catalog", "events", search] as const,
    queryFn: ({ signal }) =>
      request<CatalogPage<CatalogEvent>>("GET", paths.catalog(slug, "events", { search, limit: firstPage }), {
        signal,
      }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

export interface PropertyList {
  scope: Scope;
  /** Only the properties that this event has; absent or null: any event's. */
  event?: string | null;
}

export const catalogPropertiesQuery = (slug: string, { scope, event }: PropertyList, search = "") =>
  queryOptions({
    queryKey: ["project", slug, "catalog", "properties", scope, event ?? null, search] as const,
    queryFn: ({ signal }) =>
      request<CatalogPage<CatalogProperty>>(
        "GET",
        paths.catalog(slug, "properties", {
          scope,
          event: scope === "event" ? (event ?? undefined) : undefined,
          search,
          limit: firstPage,
        }),
        { signal },
      ),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

export interface ValueList extends PropertyList {
  property: string;
}

export const catalogValuesQuery = (slug: string, { property, scope, event }: ValueList, search = "") =>
  queryOptions({
    queryKey: ["project", slug, "catalog", "values", property, scope, event ?? null, search] as const,
    queryFn: ({ signal }) =>
      request<CatalogPage<CatalogValue>>(
        "GET",
        paths.catalog(slug, "values", {
          property,
          scope,
          event: scope === "event" || scope === "session" ? (event ?? undefined) : undefined,
          search,
          limit: 100,
        }),
        { signal },
      ),
    staleTime: 60_000,
  });

/** All cohorts; a project has tens of them. */
export const cohortsQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "cohorts"] as const,
    queryFn: async ({ signal }) => {
      const cohorts: Cohort[] = [];
      let cursor: string | undefined;
      do {
        const page = await request<Page<Cohort>>("GET", paths.cohorts(slug, { limit: 100, cursor }), {
          signal,
        });
        cohorts.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor);
      return cohorts;
    },
    staleTime: 30_000,
  });

/** The types of groups that clients have described with `$group`: company, team … */
export const groupTypesQuery = (slug: string) =>
  queryOptions({
    ...catalogValuesQuery(slug, { property: "$group_type", scope: "event", event: "$group" }),
    staleTime: 300_000,
    select: (page) => page.items.map((item) => String(item.value)),
  });
