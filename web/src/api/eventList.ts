import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { request } from "./http";
import { paths } from "./paths";
import type { EventItem, Filter, Page } from "./types";

/** Which stored events. */
export interface EventSearch {
  event?: string | undefined;
  distinctId?: string | undefined;
  /** As in ranges: -7d, today, a date; absent: since ever. */
  from?: string | undefined;
  to?: string | undefined;
  filter?: Filter | undefined;
}

const words = ({ filter, ...rest }: EventSearch) => ({
  ...rest,
  filter: filter && JSON.stringify(filter),
});

/** Stored events, newest first. */
export const eventsQuery = (slug: string, search: EventSearch) =>
  infiniteQueryOptions({
    queryKey: ["project", slug, "events", "list", search],
    queryFn: ({ signal, pageParam }) =>
      request<Page<EventItem>>(
        "GET",
        paths.events(slug, { ...words(search), limit: 100, cursor: pageParam }),
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });

export const eventExportFormats = ["csv", "ndjson", "parquet"] as const;
export type EventExportFormat = (typeof eventExportFormats)[number];

/** Where the raw events are to be had as a file. */
export const eventExportPath = (slug: string, search: EventSearch, format: EventExportFormat) =>
  paths.exportEvents(slug, { ...words(search), format });

/** A filter that only this person's events pass. */
export const eventsOfPerson = (personId: string): Filter => ({
  property: "person_id",
  op: "eq",
  value: personId,
});
