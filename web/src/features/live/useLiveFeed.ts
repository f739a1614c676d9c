import { queryOptions, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { request } from "@/api/http";
import { paths } from "@/api/paths";
import type { EventItem, Page } from "@/api/types";
import { openLive, type LiveFilter, type LiveState } from "./connection";
import { feedLimit, mergeFeed } from "./feed";

/** An event acknowledged just before the subscription may still be on its way to the store; it is there after this. */
const secondLookAfterMilliseconds = 3_000;

const feedQuery = (queryClient: QueryClient, slug: string, filter: LiveFilter) => {
  const queryKey = ["project", slug, "live", filter.event ?? "", filter.distinctId ?? ""];
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }) => {
      const latest = await request<Page<EventItem>>(
        "GET",
        paths.events(slug, { event: filter.event, distinctId: filter.distinctId, limit: feedLimit }),
        { signal },
      );
      return mergeFeed(queryClient.getQueryData<EventItem[]>(queryKey) ?? [], latest.items);
    },
  });
};

/**
 * The newest events of a project as they arrive: the stored ones first, then the stream, joined by event id, so that a
 * lost connection neither loses nor doubles a line. `onArrival` is told of each batch.
 */
export function useLiveFeed(slug: string, filter: LiveFilter, onArrival: () => void) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  const [missed, setMissed] = useState(0);
  const { event, distinctId } = filter;
  const query = useQuery(feedQuery(queryClient, slug, { event, distinctId }));

  useEffect(() => {
    const { queryKey } = feedQuery(queryClient, slug, { event, distinctId });
    const fetchLatest = () => void queryClient.invalidateQueries({ queryKey });
    let secondLook: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      fetchLatest();
      clearTimeout(secondLook);
      secondLook = setTimeout(fetchLatest, secondLookAfterMilliseconds);
    };
    setMissed(0);
    const close = openLive(
      slug,
      { event, distinctId },
      {
        onState: setState,
        onSubscribed: look,
        onEvents: (batch) => {
          queryClient.setQueryData<EventItem[]>(queryKey, (shown) => mergeFeed(shown ?? [], batch));
          onArrival();
        },
        onMissed: (count) => {
          setMissed((before) => before + count);
          look();
        },
      },
    );
    return () => {
      clearTimeout(secondLook);
      close();
    };
  }, [queryClient, slug, event, distinctId, onArrival]);

  return { query, state, missed, forgetMissed: () => setMissed(0) };
}
