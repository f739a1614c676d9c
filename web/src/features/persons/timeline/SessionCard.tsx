import { ChevronRight } from "lucide-react";
import { useMemo } from "react";
import type { TimelineSession } from "@/api/types";
import { cx } from "@/lib/cx";
import { formatClock, formatDateTime, formatDay, formatDuration, formatNumber } from "@/lib/format";
import { sessionFacts } from "./session";
import { TimelineEvent } from "./TimelineEvent";

interface SessionCardProps {
  session: TimelineSession;
  timeZone: string;
  open: boolean;
  onToggle: () => void;
}

/** One session: when, how long, on what, where to; opened, its events, the newest first. */
export function SessionCard({ session, timeZone, open, onToggle }: SessionCardProps) {
  const facts = useMemo(() => sessionFacts(session), [session]);
  const hidden = session.eventCount - session.events.length;
  return (
    <li className="border-t border-line first:border-0" data-session={session.sessionId ?? ""}>
      <button
        type="button"
        aria-expanded={open}
        onClick={onToggle}
        className="flex min-h-14 w-full items-start gap-2.5 px-4 py-2.5 text-left -outline-offset-2 transition-colors duration-150 hover:bg-hover sm:px-5"
      >
        <ChevronRight
          aria-hidden
          className={cx(
            "mt-0.5 size-4 shrink-0 text-muted transition-transform duration-150",
            open && "rotate-90",
          )}
        />
        <span className="grid min-w-0 flex-1 gap-0.5">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <time
              dateTime={session.start}
              title={formatDateTime(session.start, timeZone)}
              className="font-semibold tabular-nums"
            >
              {formatDay(session.start, timeZone)}, {formatClock(session.start, timeZone)}
            </time>
            <span className="text-muted" data-duration={facts.seconds}>
              {facts.seconds > 0 ? formatDuration(facts.seconds) : "a moment"}
            </span>
          </span>
          <span className="truncate text-[0.8125rem] text-muted">
            {facts.where.length > 0
              ? facts.where.join(" · ")
              : session.sessionId
                ? "Session"
                : "Without a session id"}
          </span>
          {facts.pages.length > 0 && (
            <span className="truncate text-[0.8125rem] text-muted" title={facts.pages.join(" → ")}>
              {facts.pages.join(" → ")}
            </span>
          )}
        </span>
        <span
          className="shrink-0 text-[0.8125rem] text-muted tabular-nums"
          data-event-count={session.eventCount}
        >
          {formatNumber(session.eventCount)} {session.eventCount === 1 ? "event" : "events"}
        </span>
      </button>
      {open && (
        <ul
          className="animate-rise border-t border-line pb-2"
          aria-label={`Events of ${formatDay(session.start, timeZone)}`}
        >
          {session.events.map((item) => (
            <TimelineEvent
              key={item.id}
              item={item}
              timeZone={timeZone}
              after={afterWords(session.start, item.timestamp)}
            />
          ))}
          {hidden > 0 && (
            <li className="px-4 py-2 text-[0.8125rem] text-muted sm:px-5">
              The newest {formatNumber(session.events.length)} events; {formatNumber(hidden)} older ones are
              not listed here. Filter by an event to see all of its kind.
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

function afterWords(start: string, at: string): string {
  const seconds = (Date.parse(at) - Date.parse(start)) / 1_000;
  return seconds > 0 ? `+ ${formatDuration(seconds)}` : "start";
}
