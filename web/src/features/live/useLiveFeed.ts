import { queryOptions, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { request } from "@/api/http";
import { paths } from "@/api/paths";
import type { EventItem, Page } from "@/api/types";
import { Arrivals } from "./arrivals";
import type * as Connection from "./connection";
import type { LiveState } from "./connection";
import { feedLimit, mergeFeed } from "./feed";
import { whenIdle } from "@/lib/whenIdle";
import { propertyFilter, type LiveFilter } from "./liveFilter";

/** An event acknowledged just before the subscription may still be on its way to the store; it is there after this. */
const secondLookAfterMilliseconds = 3_000;
/** When the connection's code could not be fetched. */
const retryAfterMilliseconds = 2_000;

/** `key`: the filter as text, so that equal filters are one list. */
const feedQuery = (queryClient: QueryClient, slug: string, key: string, lines: number) => {
  const queryKey = ["project", slug, "live", key, lines];
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }) => {
      const filter = JSON.parse(key) as LiveFilter;
      const where = propertyFilter(filter);
      const latest = await request<Page<EventItem>>(
        "GET",
        paths.events(slug, {
          event: filter.event,
          distinctId: filter.distinctId,
          filter: where && JSON.stringify(where),
          limit: lines,
        }),
        { signal },
      );
      return mergeFeed(queryClient.getQueryData<EventItem[]>(queryKey) ?? [], latest.items);
    },
  });
};

/**
 * The newest events of a project as they arrive: the stored ones first, then the stream, joined by event id, so that a
 * lost connection neither loses nor doubles a line. `lines`: how many are fetched at first; the list grows to `feedLimit`. `onArrival` is told of each batch. The connection's code is fetched only
 * here: a page draws its numbers first.
 */
export function useLiveFeed(
  slug: string,
  filter: LiveFilter,
  onArrival: () => void,
  lines: number = feedLimit,
) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  const [missed, setMissed] = useState(0);
  const { event, distinctId, property, value, op } = filter;
  const key = JSON.stringify({ event, distinctId, property, value, op });
  const query = useQuery(feedQuery(queryClient, slug, key, lines));
  // One counter per project and filter.
  const arrivals = useMemo(() => ({ of: `${slug} ${key}`, counter: new Arrivals() }), [slug, key]).counter;

  useEffect(() => {
    if (query.data) arrivals.addFetched(query.data, lines, Date.now());
  }, [arrivals, query.data, lines]);

  useEffect(() => {
    const { queryKey } = feedQuery(queryClient, slug, key, lines);
    const fetchLatest = () => void queryClient.invalidateQueries({ queryKey });
    let secondLook: ReturnType<typeof setTimeout> | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let close: (() => void) | undefined;
    let left = false;
    const look = () => {
      fetchLatest();
      clearTimeout(secondLook);
      secondLook = setTimeout(fetchLatest, secondLookAfterMilliseconds);
    };
    setMissed(0);
    setState("connecting");
    const load = () =>
      void import("./connection").then(open, () => {
        if (left) return;
        setState("reconnecting");
        retry = setTimeout(load, retryAfterMilliseconds);
      });
    const open = ({ openLive }: typeof Connection) => {
      if (left) return;
      close = openLive(slug, JSON.parse(key) as LiveFilter, {
        onState: setState,
        onSubscribed: look,
        onEvents: (batch) => {
          arrivals.add(batch, Date.now());
          queryClient.setQueryData<EventItem[]>(queryKey, (shown) => mergeFeed(shown ?? [], batch));
          onArrival();
        },
        onMissed: (count) => {
          setMissed((before) => before + count);
          look();
        },
      });
    };
    const cancelLoad = whenIdle(load);
    return () => {
      left = true;
      cancelLoad();
      clearTimeout(retry);
      clearTimeout(secondLook);
      close?.();
    };
  }, [queryClient, slug, key, lines, arrivals, onArrival]);

  return { query, state, missed, arrivals, forgetMissed: () => setMissed(0) };
}
