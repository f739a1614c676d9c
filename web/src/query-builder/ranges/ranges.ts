import type { Interval, Range } from "@/api/types";
import { formatCalendarDate, formatDateSpan } from "@/lib/format";

interface Preset {
  from: string;
  to?: string;
  label: string;
}

/** The ranges that are one press away. */
export const presets: readonly Preset[] = [
  { from: "today", label: "Today" },
  { from: "yesterday", label: "Yesterday" },
  { from: "-24h", label: "Last 24 hours" },
  { from: "-7d", label: "Last 7 days" },
  { from: "-14d", label: "Last 14 days" },
  { from: "-28d", label: "Last 28 days" },
  { from: "-30d", label: "Last 30 days" },
  { from: "-90d", label: "Last 90 days" },
  { from: "this_month", label: "This month" },
  { from: "last_month", label: "Last month" },
  { from: "this_year", label: "This year" },
  { from: "all", label: "All time" },
];

const units: Record<string, readonly [one: string, several: string]> = {
  min: ["minute", "minutes"],
  h: ["hour", "hours"],
  d: ["day", "days"],
  w: ["week", "weeks"],
  m: ["month", "months"],
  q: ["quarter", "quarters"],
  y: ["year", "years"],
};

const relative = /^-(\d+)(min|h|d|w|m|q|y)$/;
const isDate = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "");

/** The range as people say it: "Last 7 days", "Nov 1 – 20, 2026". */
export function rangeLabel(range: Range): string {
  const { from, to } = range;
  if (isDate(from)) return isDate(to) ? formatDateSpan(from, to) : `Since ${formatCalendarDate(from)}`;
  const words = presets.find((preset) => preset.from === from)?.label ?? relativeLabel(from);
  if (to === undefined) return words;
  const until = isDate(to) ? formatCalendarDate(to) : relativeLabel(to).replace(/^Last/, "the last");
  return relative.test(to) ? `${words} without ${until}` : `${words} until ${until}`;
}

function relativeLabel(from: string): string {
  const match = relative.exec(from);
  const names = units[match?.[2] ?? ""];
  if (!match || !names) return from.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase());
  const count = Number(match[1]);
  return count === 1 ? `Last ${names[0]}` : `Last ${count} ${names[1]}`;
}

const dayMilliseconds = 86_400_000;
const unitDays: Record<string, number> = { min: 1 / 1440, h: 1 / 24, d: 1, w: 7, m: 30, q: 91, y: 365 };

/** About how many days a range is long, to offer what suits it; what only the server can resolve counts as a year and more. */
export function rangeDays(range: Range, now: Date): number {
  const start = daysBack(range.from, now);
  const end = range.to === undefined ? (range.from === "yesterday" ? 1 : 0) : daysBack(range.to, now) - 1;
  if (range.from === "last_month") return 30;
  if (range.from === "last_week") return 7;
  if (range.from === "last_year") return 365;
  return Math.max(start - Math.max(end, 0), 1 / 24);
}

/** How many days ago the day began that these words name, today's being 1. */
function daysBack(words: string, now: Date): number {
  const match = relative.exec(words);
  if (match) return Number(match[1]) * (unitDays[match[2] ?? "d"] ?? 1);
  if (/^\d{4}-\d{2}-\d{2}/.test(words)) {
    const then = Date.parse(words.length === 10 ? `${words}T00:00:00Z` : words);
    return Number.isNaN(then) ? 1 : Math.max(Math.ceil((now.getTime() - then) / dayMilliseconds), 0);
  }
  const known: Record<string, number> = {
    today: 1,
    yesterday: 2,
    now: 0,
    this_hour: 1 / 24,
    this_week: 7,
    last_week: 14,
    this_month: 31,
    last_month: 61,
    this_quarter: 92,
    this_year: 366,
    last_year: 731,
    all: 400,
  };
  return known[words] ?? 1;
}

/** For each interval the lengths, in days, that make a chart of some points and not too many. */
const suits: readonly { interval: Interval; least: number; most: number }[] = [
  { interval: "minute", least: 0, most: 1 },
  { interval: "hour", least: 0, most: 31 },
  { interval: "day", least: 2, most: 1_100 },
  { interval: "week", least: 14, most: Infinity },
  { interval: "month", least: 57, most: Infinity },
];

/** The intervals to offer for a range; the one in use stays among them. */
export function intervalsFor(range: Range, now: Date, used?: Interval): Interval[] {
  const days = rangeDays(range, now);
  return suits
    .filter(({ interval, least, most }) => interval === used || (days >= least && days <= most))
    .map(({ interval }) => interval);
}

/** The interval for a range that was just chosen: the same where it still suits, else the one that draws best. */
export function intervalFor(range: Range, now: Date, used?: Interval): Interval {
  const days = rangeDays(range, now);
  const fits = intervalsFor(range, now);
  // From hours over one day to a month, and from months over a year to a week, nobody means the old interval.
  const kept =
    used !== undefined && fits.includes(used) && pointsOf(used, days) <= 200 && pointsOf(used, days) >= 4;
  if (kept) return used;
  if (days < 2) return "hour";
  if (days <= 120) return "day";
  return days <= 400 ? "week" : "month";
}

function pointsOf(interval: Interval, days: number): number {
  return days * { minute: 1_440, hour: 24, day: 1, week: 1 / 7, month: 1 / 30 }[interval];
}

/** What an interval is called where it is chosen. */
export const intervalNames: Record<Interval, string> = {
  minute: "Minute",
  hour: "Hour",
  day: "Day",
  week: "Week",
  month: "Month",
};
