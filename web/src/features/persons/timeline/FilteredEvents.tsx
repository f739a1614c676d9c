import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { eventsOfPerson, eventsQuery } from "@/api/eventList";
import type { EventItem } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { ErrorNotice } from "@/components/ui/Notice";
import { TableSkeleton } from "@/components/ui/TableSkeleton";
import { formatDay } from "@/lib/format";
import { TimelineEvent } from "./TimelineEvent";

interface FilteredEventsProps {
  slug: string;
  personId: string;
  event: string;
  timeZone: string;
}

/** All of a person's events of one name, by day, the newest first. */
export function FilteredEvents({ slug, personId, event, timeZone }: FilteredEventsProps) {
  const search = useMemo(() => ({ event, filter: eventsOfPerson(personId) }), [event, personId]);
  const events = useInfiniteQuery({ ...eventsQuery(slug, search), placeholderData: undefined });
  if (events.isPending) return <TableSkeleton label="events" />;
  if (events.isError && !events.data)
    return <ErrorNotice error={events.error} onRetry={() => void events.refetch()} className="m-4 sm:m-5" />;
  const days = byDay(events.data?.pages.flatMap((page) => page.items) ?? [], timeZone);
  if (days.length === 0)
    return <p className="px-4 py-10 text-center text-muted sm:px-5">This person never did {event}.</p>;
  return (
    <>
      <ul aria-label={`Events ${event}, newest first`}>
        {days.map(([day, items]) => (
          <li key={day} className="border-t border-line pb-2 first:border-0">
            <h3 className="px-4 pt-3 pb-1 text-[0.8125rem] font-medium text-muted sm:px-5">{day}</h3>
            <ul>
              {items.map((item) => (
                <TimelineEvent key={item.id} item={item} timeZone={timeZone} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {events.isFetchNextPageError && (
        <ErrorNotice
          error={events.error}
          onRetry={() => void events.fetchNextPage()}
          className="m-4 sm:m-5"
        />
      )}
      {events.hasNextPage && !events.isFetchNextPageError && (
        <div className="border-t border-line p-2 text-center">
          <Button look="ghost" busy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {events.isFetchingNextPage ? "Loading more" : "Load more"}
          </Button>
        </div>
      )}
    </>
  );
}

function byDay(items: EventItem[], timeZone: string): [string, EventItem[]][] {
  const days = new Map<string, EventItem[]>();
  for (const item of items) {
    const day = formatDay(item.timestamp, timeZone);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days];
}
