import type { EventItem } from "@/api/types";
import { plainValue } from "@/components/ui/PropertyValue";

type Carrier = Pick<EventItem, "event" | "properties">;

/** The page or screen an event happened on, as a path without its query; null when it says none. */
export function pageOf({ properties }: Carrier): string | null {
  const named = textOf(properties["$pathname"]) ?? textOf(properties["$screen_name"]);
  if (named) return named;
  const url = textOf(properties["url"]) ?? textOf(properties["$current_url"]);
  if (!url) return null;
  try {
    return new URL(url).pathname;
  } catch {
    return url.split(/[?#]/)[0] || null;
  }
}

/** An event's own properties in a line: what a client adds to every event is left out. */
export function eventWords(item: Carrier): string {
  const page = pageOf(item);
  const own = Object.entries(item.properties).filter(
    ([name, value]) => !name.startsWith("$") && !everywhere.has(name) && value !== null && value !== "",
  );
  const words = own.slice(0, 4).map(([name, value]) => `${name}: ${plainValue(value)}`);
  return [...(page ? [page] : []), ...words].join("  ·  ");
}

const everywhere = new Set(["url", "title", "referrer"]);

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
