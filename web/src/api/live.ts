import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Meta } from "./answers";
import { request } from "./http";
import { paths } from "./paths";

export interface OnlinePerson {
  personId: string;
  /** Of the last event. */
  distinctId: string;
  lastSeen: string;
  lastEvent: string;
  /** Null when no event of the last five minutes was on a page. */
  lastPage: string | null;
  country: string | null;
  events: number;
}

export interface LiveMinute {
  t: string;
  events: number;
  persons: number;
}

export interface LiveCountry {
  /** Two letters; null where it is not known. */
  country: string | null;
  persons: number;
  events: number;
}

export interface LiveSummary {
  /** Who did something in the last five minutes, the latest first; at most 100 of `onlineCount`. */
  online: OnlinePerson[];
  onlineCount: number;
  /** So many minutes the rest is about. */
  minutes: number;
  persons: number;
  events: number;
  /** Oldest first; the last is not over. */
  perMinute: LiveMinute[];
  countries: LiveCountry[];
  meta: Meta;
}

/** Asked again every 10 s, for whoever leaves does so without an event; and soon after events arrive. */
export const liveSummaryQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "live-summary"] as const,
    queryFn: ({ signal }) => request<LiveSummary>("GET", paths.liveSummary(slug), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
    staleTime: 5_000,
  });
