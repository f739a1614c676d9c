import type { EventItem } from "@/api/types";

/** The list never grows past this, whatever arrives. */
export const feedLimit = 100;

/**
 * What a viewer sees after more events came: each event once, the newest receipt on top, at most `feedLimit` of them.
 * Order does not depend on the order of arrival, so a refetch after a reconnect cannot shuffle or double a line.
 */
export function mergeFeed(shown: readonly EventItem[], incoming: readonly EventItem[]): EventItem[] {
  const byId = new Map<string, EventItem>();
  for (const item of shown) byId.set(item.id, item);
  for (const item of incoming) if (!byId.has(item.id)) byId.set(item.id, item);
  return [...byId.values()].sort(newestFirst).slice(0, feedLimit);
}

function newestFirst(a: EventItem, b: EventItem): number {
  return compare(b.receivedAt, a.receivedAt) || compare(b.timestamp, a.timestamp) || compare(b.id, a.id);
}

/** Times may carry 0, 3 or 6 fractional digits, so they are compared as times and only then as text. */
function compare(a: string, b: string): number {
  const difference = Date.parse(a) - Date.parse(b);
  if (Number.isFinite(difference) && difference !== 0) return difference;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The few words beside an event's name: where it happened, or its first plain properties. */
export function summaryOf(item: EventItem): string {
  const place =
    text(item.properties["$pathname"]) ??
    pathOf(text(item.properties["url"]) ?? text(item.properties["$current_url"]));
  if (place) return place;
  return Object.entries(item.properties)
    .filter(
      ([name, value]) =>
        !name.startsWith("$") &&
        !name.startsWith("utm_") &&
        ["string", "number", "boolean"].includes(typeof value),
    )
    .slice(0, 3)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(" · ");
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function pathOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).pathname : undefined;
}
