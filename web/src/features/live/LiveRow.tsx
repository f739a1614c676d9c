import { ChevronRight } from "lucide-react";
import { Link } from "@tanstack/react-router";
import { memo, useState } from "react";
import type { EventItem } from "@/api/types";
import { cx } from "@/lib/cx";
import { formatDateTime, formatMoment } from "@/lib/format";
import { summaryOf } from "./feed";
import type { LiveFilter } from "./liveFilter";

interface LiveRowProps {
  item: EventItem;
  slug: string;
  timeZone: string;
  /** It arrived while the page was open, and may say so for a moment. */
  fresh: boolean;
  onFilter?: (filter: LiveFilter) => void;
}

export const LiveRow = memo(function LiveRow({ item, slug, timeZone, fresh, onFilter }: LiveRowProps) {
  const [open, setOpen] = useState(false);
  return (
    <li
      data-event-id={item.id}
      className={cx("border-b border-line last:border-b-0", fresh && "animate-arrive")}
    >
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 w-full items-center gap-2.5 px-4 text-left -outline-offset-2 transition-colors duration-150 hover:bg-hover sm:px-5 md:min-h-10"
      >
        <ChevronRight
          aria-hidden
          className={cx(
            "size-3.5 shrink-0 text-faint transition-transform duration-150",
            open && "rotate-90",
          )}
        />
        <span className="max-w-[55%] min-w-0 shrink-0 truncate font-medium @lg:w-44 @lg:max-w-none">
          {item.event}
        </span>
        <span className="min-w-0 flex-1 truncate text-muted">{summaryOf(item)}</span>
        <span className="hidden w-32 shrink-0 truncate text-muted @2xl:inline">{item.distinctId}</span>
        <time
          dateTime={item.timestamp}
          title={formatDateTime(item.timestamp, timeZone)}
          className="shrink-0 text-right text-[0.8125rem] text-muted tabular-nums"
        >
          {formatMoment(item.timestamp, timeZone, new Date())}
        </time>
      </button>
      {open && <LiveRowDetails {...{ item, slug, timeZone }} {...(onFilter ? { onFilter } : {})} />}
    </li>
  );
});

function LiveRowDetails({ item, slug, timeZone, onFilter }: Omit<LiveRowProps, "fresh">) {
  const about: [string, string][] = [
    ["happened", formatDateTime(item.timestamp, timeZone)],
    ["received", formatDateTime(item.receivedAt, timeZone)],
    ["event id", item.id],
    ["person", item.personId],
    ...(item.sessionId ? [["session", item.sessionId] as [string, string]] : []),
    ...Object.entries(item.groups ?? {}).map(([type, key]): [string, string] => [`group ${type}`, key]),
  ];
  const link = "min-h-11 text-left font-medium text-accent underline-offset-2 hover:underline md:min-h-8";
  return (
    <div className="grid animate-rise gap-3 bg-sunken px-4 py-3 sm:px-5 sm:pl-11">
      <div className="flex flex-wrap gap-x-5">
        <Link
          to="/p/$slug/persons/$personId"
          params={{ slug, personId: item.personId }}
          className={cx(link, "inline-flex items-center")}
        >
          Profile
        </Link>
        {onFilter && (
          <>
            <button type="button" className={link} onClick={() => onFilter({ event: item.event })}>
              Only {item.event}
            </button>
            <button
              type="button"
              className={cx(link, "min-w-0 wrap-anywhere")}
              onClick={() => onFilter({ distinctId: item.distinctId })}
            >
              Only {item.distinctId}
            </button>
          </>
        )}
      </div>
      <Properties rows={Object.entries(item.properties).map(([name, value]) => [name, plain(value)])} />
      <hr className="border-line" />
      <Properties rows={about} />
    </div>
  );
}

function Properties({ rows }: { rows: [string, string][] }) {
  if (rows.length === 0) return <p className="text-muted">No properties.</p>;
  return (
    <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,5fr)] gap-x-4 gap-y-1 text-[0.8125rem]">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="wrap-anywhere text-muted">{name}</dt>
          <dd className="font-mono wrap-anywhere whitespace-pre-wrap">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function plain(value: unknown): string {
  if (typeof value === "string") return value;
  const line = JSON.stringify(value);
  return line.length <= 60 ? line : JSON.stringify(value, null, 2);
}
