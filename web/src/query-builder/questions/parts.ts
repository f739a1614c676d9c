import { operators } from "@/api/questions";
import type { Breakdown, Filter, Interval, Operator, Range, Scope, Selector } from "@/api/types";

/**
 * Readers for the parts that questions share. A URL may hold anything: what is understood is kept, what is not is left out.
 * None of them throws.
 */
type Loose = Record<string, unknown>;

export function asObject(raw: unknown): Loose | undefined {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw) ? (raw as Loose) : undefined;
}

/** A text of a sensible length. The router reads `42` in a URL as a number; names are text. */
export function asText(raw: unknown, most = 400): string | undefined {
  if (typeof raw === "number") return String(raw);
  return typeof raw === "string" && raw.length <= most ? raw : undefined;
}

export function asOneOf<T extends string>(raw: unknown, options: readonly T[]): T | undefined {
  return options.find((option) => option === raw);
}

/** A whole number from least to most. */
export function asCount(raw: unknown, least: number, most: number): number | undefined {
  return typeof raw === "number" && Number.isInteger(raw) && raw >= least && raw <= most ? raw : undefined;
}

export function asList<T>(raw: unknown, read: (item: unknown) => T | undefined, most: number): T[] {
  if (!Array.isArray(raw)) return [];
  return raw.slice(0, most).flatMap((item: unknown) => read(item) ?? []);
}

export function readRange(raw: unknown, otherwise: string): Range {
  const range = asObject(raw);
  const from = asText(range?.["from"], 40);
  if (!range || !from) return { from: otherwise };
  const to = asText(range["to"], 40);
  const timezone = asText(range["timezone"], 60);
  const weekStart = asOneOf(range["weekStart"], ["monday", "sunday"] as const);
  return {
    from,
    ...(to ? { to } : {}),
    ...(timezone ? { timezone } : {}),
    ...(weekStart ? { weekStart } : {}),
  };
}

const intervals = ["minute", "hour", "day", "week", "month"] as const;

export const readInterval = (raw: unknown): Interval | undefined => asOneOf(raw, intervals);

export function readScope(raw: unknown): Scope | undefined {
  const known = asOneOf(raw, ["event", "person", "session", "cohort"] as const);
  if (known) return known;
  return typeof raw === "string" && /^group:.{1,200}$/.test(raw) ? (raw as Scope) : undefined;
}

const deepest = 10;

export function readFilter(raw: unknown, depth = 0): Filter | undefined {
  const filter = asObject(raw);
  if (!filter || depth > deepest) return undefined;
  const inside = (items: unknown) => asList(items, (item) => readFilter(item, depth + 1), 100);
  if ("and" in filter) return { and: inside(filter["and"]) };
  if ("or" in filter) return { or: inside(filter["or"]) };
  if ("not" in filter) {
    const inner = readFilter(filter["not"], depth + 1);
    return inner && { not: inner };
  }
  const cohort = asText(filter["cohort"]);
  if (cohort) return filter["in"] === false ? { cohort, in: false } : { cohort };
  return readPropertyFilter(filter);
}

function readPropertyFilter(filter: Loose): Filter | undefined {
  const property = asText(filter["property"]);
  const op = asOneOf<Operator>(filter["op"], operators);
  if (!property || !op) return undefined;
  const scope = readScope(filter["scope"]);
  return {
    property,
    ...(scope && scope !== "event" ? { scope } : {}),
    op,
    ...(filter["value"] === undefined ? {} : { value: filter["value"] }),
  };
}

/** An event with its conditions. The empty text is an event that is still to be chosen. */
export function readSelector(raw: unknown): Selector | undefined {
  const selector = asObject(raw);
  if (!selector) return undefined;
  const event = selector["event"] === null ? null : asText(selector["event"], 200);
  if (event === undefined) return undefined;
  const where = readFilter(selector["where"]);
  const name = asText(selector["name"], 200);
  return { event, ...(where ? { where } : {}), ...(name ? { name } : {}) };
}

/** A property to split by. The empty text is one that is still to be chosen. */
export function readBreakdown(raw: unknown): Breakdown | undefined {
  const breakdown = asObject(raw);
  const property = asText(breakdown?.["property"]);
  if (!breakdown || property === undefined) return undefined;
  const scope = readScope(breakdown["scope"]);
  const limit = asCount(breakdown["limit"], 1, 1_000);
  const bins = asCount(breakdown["bins"], 1, 1_000);
  return {
    property,
    ...(scope && scope !== "event" ? { scope } : {}),
    ...(limit !== undefined ? { limit } : {}),
    ...(bins !== undefined ? { bins } : {}),
  };
}

/** The fields that most questions have, absent where they say nothing. */
export function readShared(raw: Loose): { filter?: Filter; breakdowns?: Breakdown[] } {
  const filter = readFilter(raw["filter"]);
  const breakdowns = asList(raw["breakdowns"], readBreakdown, 3);
  return { ...(filter ? { filter } : {}), ...(breakdowns.length > 0 ? { breakdowns } : {}) };
}

/** The breakdowns that can be asked: those whose property is chosen. */
export function chosenBreakdowns(breakdowns: Breakdown[] | undefined): { breakdowns?: Breakdown[] } {
  const chosen = (breakdowns ?? []).filter((breakdown) => breakdown.property !== "");
  return chosen.length > 0 ? { breakdowns: chosen } : {};
}
