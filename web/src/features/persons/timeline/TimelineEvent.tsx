import { ChevronRight } from "lucide-react";
import { memo, useState } from "react";
import type { EventItem } from "@/api/types";
import { EventDetail } from "@/components/EventDetail";
import { cx } from "@/lib/cx";
import { eventWords } from "@/lib/eventWords";
import { formatClock, formatDateTime } from "@/lib/format";

interface TimelineEventProps {
  item: EventItem;
  timeZone: string;
  /** How long after the beginning of its session, in words; absent outside a session. */
  after?: string;
}

/** One event in a line; opened, everything it carries. */
export const TimelineEvent = memo(function TimelineEvent({ item, timeZone, after }: TimelineEventProps) {
  const [open, setOpen] = useState(false);
  return (
    <li data-event-id={item.id} data-event={item.event}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 w-full items-center gap-2.5 px-4 py-1 text-left -outline-offset-2 transition-colors duration-150 hover:bg-hover sm:px-5 md:min-h-9"
      >
        <ChevronRight
          aria-hidden
          className={cx(
            "size-3.5 shrink-0 text-faint transition-transform duration-150",
            open && "rotate-90",
          )}
        />
        <time
          dateTime={item.timestamp}
          title={formatDateTime(item.timestamp, timeZone)}
          className="w-22 shrink-0 text-[0.8125rem] whitespace-nowrap text-muted tabular-nums"
        >
          {formatClock(item.timestamp, timeZone)}
        </time>
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 sm:flex-nowrap">
          <span className="max-w-full shrink-0 truncate font-medium sm:max-w-64">{item.event}</span>
          <span className="min-w-0 truncate text-[0.8125rem] text-muted max-sm:w-full">
            {eventWords(item)}
          </span>
        </span>
        {after && (
          <span className="hidden shrink-0 text-[0.8125rem] text-faint tabular-nums sm:inline">{after}</span>
        )}
      </button>
      {open && (
        <div className="animate-rise bg-sunken px-4 py-3 sm:px-5 sm:pl-11">
          <EventDetail item={item} timeZone={timeZone} />
        </div>
      )}
    </li>
  );
});
