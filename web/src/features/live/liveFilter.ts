import type { PropertyFilter } from "@/api/types";

/** What of the stream is shown; everything given must hold. All of it lives in the URL. */
export interface LiveFilter {
  event?: string | undefined;
  distinctId?: string | undefined;
  /** A property of the event; without a value it only has to be there. */
  property?: string | undefined;
  value?: string | undefined;
  /** How the value is compared; absent: it is exactly that. */
  op?: "contains" | undefined;
}

/** Reads the filter from a URL that anybody may have typed. Every key is named: the router lays this over the URL's own words. */
export function readLiveFilter(raw: Record<string, unknown>): LiveFilter {
  const property = words(raw["property"]);
  const value = property === undefined ? undefined : words(raw["value"]);
  return {
    event: words(raw["event"]),
    distinctId: words(raw["distinctId"]),
    property,
    value,
    op: value !== undefined && raw["op"] === "contains" ? "contains" : undefined,
  };
}

/** The router reads `?distinctId=42` as a number and `?value=true` as a boolean; here all are text. */
function words(value: unknown): string | undefined {
  if (!["string", "number", "boolean"].includes(typeof value)) return undefined;
  return String(value).slice(0, 400) || undefined;
}

export const isNarrowed = (filter: LiveFilter) =>
  Boolean(filter.event ?? filter.distinctId ?? filter.property);

/** The part of the filter that is about a property, as the API takes it. A text that is written as a number equals that number. */
export function propertyFilter({ property, value, op }: LiveFilter): PropertyFilter | undefined {
  if (property === undefined) return undefined;
  return value === undefined ? { property, op: "is_set" } : { property, op: op ?? "eq", value };
}
