import type { EventSearch } from "@/api/eventList";
import type { Interval, TrendsQuestion, TrendsSeries } from "@/api/types";
import { intervalFor } from "@/query-builder/ranges/ranges";
import type { ExplorerSearch } from "./explorerSearch";

/** These are listed as events but are no behaviour: a question about any event passes over them. */
const noBehaviour = ["$identify", "$alias", "$set", "$group", "$engagement"];

/** How many events the list has, over time: each stored event once, those included that are no behaviour. */
export function matchesQuestion({ event, range, filter }: ExplorerSearch, now: Date): TrendsQuestion {
  const counted = (name: string | null): TrendsSeries => ({ event: name, measure: "count" });
  const asked = { ...(filter ? { filter } : {}), range, interval: intervalFor(range, now) };
  if (event !== null) return { kind: "trends", ...asked, series: [counted(event)] };
  return {
    kind: "trends",
    ...asked,
    series: [null, ...noBehaviour].map(counted),
    formula: "A + B + C + D + E + F",
  };
}

/** The same for the list itself. */
export function listSearch({ event, range, filter }: ExplorerSearch): EventSearch {
  return { event: event ?? undefined, from: range.from, to: range.to, filter };
}

/** A bucket of the chart as a range of whole days; null for shorter ones. */
export function bucketRange(
  start: string,
  interval: Interval,
  timeZone: string,
): { from: string; to: string } | null {
  if (interval === "minute" || interval === "hour") return null;
  const from = dateIn(start, timeZone);
  const last = new Date(`${from}T00:00:00Z`);
  if (interval === "week") last.setUTCDate(last.getUTCDate() + 6);
  if (interval === "month") last.setUTCMonth(last.getUTCMonth() + 1, 0);
  return { from, to: last.toISOString().slice(0, 10) };
}

/** The calendar date of a moment: 2026-11-20. */
function dateIn(iso: string, timeZone: string): string {
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(iso));
}
