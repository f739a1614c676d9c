import { Pause, Play } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { EventItem } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { formatNumber } from "@/lib/format";
import type { LiveFilter, LiveState } from "./connection";
import { feedLimit } from "./feed";
import { LiveFilters } from "./LiveFilters";
import { LiveRow } from "./LiveRow";
import { useLiveFeed } from "./useLiveFeed";

interface LiveCardProps {
  slug: string;
  timeZone: string;
  filter: LiveFilter;
  eventNames: string[];
  onFilter: (filter: LiveFilter) => void;
  onArrival: () => void;
}

/** Events as they arrive. Pausing freezes what is seen; nothing is lost meanwhile. */
export function LiveCard({ slug, timeZone, filter, eventNames, onFilter, onArrival }: LiveCardProps) {
  const { query, state, missed, forgetMissed } = useLiveFeed(slug, filter, onArrival);
  const [frozen, setFrozen] = useState<EventItem[] | null>(null);
  const arrivals = query.data ?? [];
  const shown = frozen ?? arrivals;
  const waiting = frozen ? countNew(frozen, arrivals) : 0;
  const opened = useRef(new Date().toISOString());
  const filtered = Boolean(filter.event ?? filter.distinctId);
  useEffect(() => setFrozen(null), [slug, filter.event, filter.distinctId]);
  const narrow = useCallback((next: LiveFilter) => onFilter({ ...filter, ...next }), [filter, onFilter]);

  return (
    <Card labelledBy="live-title">
      <CardTitle
        id="live-title"
        aside={
          <div className="flex items-center gap-2">
            <LiveIndicator state={state} paused={frozen !== null} />
            <Button
              look="ghost"
              aria-pressed={frozen !== null}
              onClick={() => setFrozen(frozen ? null : arrivals)}
            >
              {frozen ? <Play aria-hidden /> : <Pause aria-hidden />}
              {frozen ? "Resume" : "Pause"}
            </Button>
          </div>
        }
      >
        Live events
      </CardTitle>
      <LiveFilters filter={filter} names={eventNames} onChange={onFilter} />
      {frozen && (
        <p role="status" className="border-t border-line bg-sunken px-4 py-2 text-muted sm:px-5">
          Paused.{" "}
          {waiting === 0
            ? "Nothing new yet."
            : `${waiting >= feedLimit ? `${feedLimit} or more` : waiting} new waiting.`}
        </p>
      )}
      {missed > 0 && (
        <Notice
          tone="warn"
          className="mx-4 my-3 sm:mx-5"
          action={<Button onClick={forgetMissed}>Dismiss</Button>}
        >
          Missed {formatNumber(missed)} {missed === 1 ? "event" : "events"}: more arrived than this page could
          draw. All are stored and counted.
        </Notice>
      )}
      <div className="max-h-[42rem] overflow-y-auto rounded-b-lg border-t border-line">
        {query.isPending ? (
          <ListSkeleton />
        ) : query.isError && shown.length === 0 ? (
          <ErrorNotice error={query.error} onRetry={() => void query.refetch()} className="m-4 sm:m-5" />
        ) : shown.length === 0 ? (
          <p className="px-4 py-10 text-center text-muted sm:px-5">
            {filtered
              ? "No event matches this filter. New ones that do appear here."
              : "Waiting for the first event. It appears here by itself."}
          </p>
        ) : (
          <ul aria-label="Live events, newest first">
            {shown.map((item) => (
              <LiveRow
                key={item.id}
                item={item}
                timeZone={timeZone}
                fresh={item.receivedAt > opened.current}
                onFilter={narrow}
              />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function countNew(frozen: EventItem[], arrivals: EventItem[]): number {
  const known = new Set(frozen.map((item) => item.id));
  return arrivals.filter((item) => !known.has(item.id)).length;
}

function LiveIndicator({ state, paused }: { state: LiveState; paused: boolean }) {
  const words = { connecting: "Connecting", live: paused ? "Paused" : "Live", reconnecting: "Reconnecting" }[
    state
  ];
  const dot = state === "live" ? (paused ? "bg-faint" : "bg-up") : "bg-warn animate-breathe";
  return (
    <span
      role="status"
      data-live={state}
      className="inline-flex items-center gap-2 text-[0.8125rem] text-muted"
    >
      <span aria-hidden className={`size-2 rounded-full ${dot}`} />
      {words}
    </span>
  );
}

function ListSkeleton() {
  return (
    <div className="grid gap-4 px-4 py-4 sm:px-5" role="status" aria-label="Loading events">
      {[70, 55, 80, 60, 65].map((width) => (
        <div key={width} className="flex justify-between gap-8">
          <Skeleton className={`h-4 ${width > 65 ? "w-3/5" : "w-2/5"}`} />
          <Skeleton className="h-4 w-16" />
        </div>
      ))}
    </div>
  );
}
