import { Pause, Play } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { EventItem } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { Notice } from "@/components/ui/Notice";
import { formatNumber } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import type { Arrivals } from "./arrivals";
import { feedLimit } from "./feed";
import { isNarrowed, type LiveFilter } from "./liveFilter";
import { LiveFilters } from "./LiveFilters";
import { LiveIndicator } from "./LiveIndicator";
import { LiveList } from "./LiveList";
import { propertiesOf, valuesOf } from "./suggestions";
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
  const { query, state, missed, arrivals, forgetMissed } = useLiveFeed(slug, filter, onArrival);
  const [frozen, setFrozen] = useState<EventItem[] | null>(null);
  const shown = frozen ?? query.data;
  const key = JSON.stringify(filter);
  useEffect(() => setFrozen(null), [slug, key]);
  const narrow = useCallback((next: LiveFilter) => onFilter({ ...filter, ...next }), [filter, onFilter]);
  const properties = useMemo(() => propertiesOf(query.data ?? []), [query.data]);
  const values = useMemo(() => valuesOf(query.data ?? [], filter.property), [query.data, filter.property]);

  return (
    <Card labelledBy="live-title">
      <CardTitle
        id="live-title"
        aside={
          <div className="flex items-center gap-2">
            <Rate arrivals={arrivals} />
            <LiveIndicator state={state} paused={frozen !== null} />
            <Button
              look="ghost"
              aria-pressed={frozen !== null}
              onClick={() => setFrozen(frozen ? null : (query.data ?? []))}
            >
              {frozen ? <Play aria-hidden /> : <Pause aria-hidden />}
              {frozen ? "Resume" : "Pause"}
            </Button>
          </div>
        }
      >
        Stream
      </CardTitle>
      <LiveFilters
        filter={filter}
        names={eventNames}
        properties={properties}
        values={values}
        onChange={onFilter}
      />
      {frozen && <Waiting frozen={frozen} arrivals={query.data ?? []} />}
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
      <div className="relative max-h-[52rem] overflow-y-auto rounded-b-lg border-t border-line">
        <LiveList
          items={shown}
          error={query.error}
          onRetry={() => void query.refetch()}
          empty={
            isNarrowed(filter)
              ? "No event matches this filter. New ones that do appear here."
              : "Waiting for the first event. It appears here by itself."
          }
          timeZone={timeZone}
          slug={slug}
          onFilter={narrow}
        />
      </div>
    </Card>
  );
}

/** How many events of this filter came in the last minute. */
function Rate({ arrivals }: { arrivals: Arrivals }) {
  const now = useNow(1_000).getTime();
  const count = arrivals.inLastMinute(now);
  return (
    <span
      className="text-[0.8125rem] text-muted tabular-nums"
      title="Events of this filter that were received in the last minute"
      data-rate={count}
    >
      {arrivals.mayBeMore(now) ? `${formatNumber(count)} or more` : formatNumber(count)} a minute
    </span>
  );
}

function Waiting({ frozen, arrivals }: { frozen: EventItem[]; arrivals: EventItem[] }) {
  const known = new Set(frozen.map((item) => item.id));
  const waiting = arrivals.filter((item) => !known.has(item.id)).length;
  return (
    <p role="status" className="border-t border-line bg-sunken px-4 py-2 text-muted sm:px-5">
      Paused.{" "}
      {waiting === 0
        ? "Nothing new yet."
        : `${waiting >= feedLimit ? `${feedLimit} or more` : waiting} new waiting.`}
    </p>
  );
}
