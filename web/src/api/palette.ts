import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import { paths } from "./paths";
import type { CatalogEvent, Page } from "./types";

interface FoundPerson {
  id: string;
  distinctIds: string[];
}

/** Events and persons whose names have these letters. */
export const paletteSearch = (slug: string, text: string) =>
  queryOptions({
    queryKey: ["project", slug, "palette", text] as const,
    queryFn: async ({ signal }) => {
      const search = `search=${encodeURIComponent(text)}&limit=6`;
      const [events, persons] = await Promise.all([
        request<Page<CatalogEvent>>("GET", `${paths.project(slug)}/catalog/events?${search}`, { signal }),
        request<Page<FoundPerson>>("GET", `${paths.project(slug)}/persons?${search}`, { signal }),
      ]);
      return { events: events.items, persons: persons.items };
    },
    placeholderData: keepPreviousData,
  });
