import type { EventItem } from "@/api/types";

const most = 50;

/** The properties of the events in sight, by how many have them. */
export function propertiesOf(items: readonly EventItem[]): string[] {
  return byFrequency(items.flatMap((item) => Object.keys(item.properties)));
}

/** The plain values of one property among the events in sight, by how many have them. */
export function valuesOf(items: readonly EventItem[], property: string | undefined): string[] {
  if (property === undefined) return [];
  return byFrequency(
    items
      .map((item) => item.properties[property])
      .filter((value) => ["string", "number", "boolean"].includes(typeof value))
      .map(String)
      .filter((text) => text !== "" && text.length <= 200),
  );
}

function byFrequency(words: string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || a.localeCompare(b))
    .slice(0, most)
    .map(([word]) => word);
}
