import { chartBuckets, type ChartBucket } from "@/charts/buckets";
import type { Interval, SqlAnswer } from "@/api/types";
import { kindOf, numberIn, writeCell, zoneOf } from "./columns";

export interface ResultSeries {
  id: string;
  name: string;
  values: (number | null)[];
}

export interface ResultChart {
  kind: "line" | "bar";
  categories: ChartBucket[];
  series: ResultSeries[];
  /** Which columns are drawn, in a sentence. */
  label: string;
  /** How many categories or series had no room. */
  leftOut: number;
}

const mostCategories = 50;
const mostBuckets = 2_000;
const mostSeries = 10;

/**
 * How a table can be drawn: numbers over the first time column as lines, else over the first text column as bars. A second text column
 * beside one number makes a series of each of its values. Null: there is nothing to draw.
 */
export function chartOf(answer: SqlAnswer): ResultChart | null {
  const kinds = answer.columns.map(({ type }) => kindOf(type));
  const time = kinds.indexOf("time");
  const texts = kinds.flatMap((kind, index) => (kind === "text" ? [index] : []));
  const axis = time >= 0 ? time : (texts[0] ?? -1);
  const numbers = kinds.flatMap((kind, index) =>
    kind === "number" && answer.rows.some((row) => numberIn(row[index]) !== null) ? [index] : [],
  );
  if (axis < 0 || numbers.length === 0 || answer.rows.length === 0) return null;
  const nameOf = (index: number) => answer.columns[index]?.name ?? "";
  const split = time >= 0 ? texts[0] : texts[1];
  const series =
    split !== undefined && numbers.length === 1
      ? splitSeries(answer, axis, numbers[0]!, split)
      : plainSeries(answer, axis, numbers.slice(0, mostSeries));
  const limit = time >= 0 ? mostBuckets : mostCategories;
  const keys = (time >= 0 ? series.keys.toSorted() : series.keys).slice(0, limit);
  const places = new Map(series.keys.map((key, place) => [key, place]));
  const drawn = series.lines.slice(0, mostSeries);
  return {
    kind: time >= 0 ? "line" : "bar",
    categories: time >= 0 ? timeNames(keys, answer.columns[axis]?.type ?? "") : keys.map(textName),
    series: drawn.map(({ id, name, values }) => ({
      id,
      name,
      values: keys.map((key) => values[places.get(key) ?? -1] ?? null),
    })),
    label: `${numbers.map(nameOf).slice(0, mostSeries).join(", ")} by ${nameOf(axis)}${
      split !== undefined && numbers.length === 1 ? ` and ${nameOf(split)}` : ""
    }`,
    leftOut: series.keys.length - keys.length + (series.lines.length - drawn.length),
  };
}

interface Pivot {
  keys: string[];
  lines: ResultSeries[];
}

function keyOf(value: unknown): string {
  return value === null ? "(none)" : typeof value === "string" ? value : writeCell(value, "text");
}

function plainSeries(answer: SqlAnswer, axis: number, numbers: readonly number[]): Pivot {
  const keys = [...new Set(answer.rows.map((row) => keyOf(row[axis])))];
  const places = new Map(keys.map((key, place) => [key, place]));
  const lines = numbers.map((index): ResultSeries => {
    const values: (number | null)[] = keys.map(() => null);
    for (const row of answer.rows) values[places.get(keyOf(row[axis])) ?? 0] ??= numberIn(row[index]);
    return { id: String(index), name: answer.columns[index]?.name ?? "", values };
  });
  return { keys, lines };
}

function splitSeries(answer: SqlAnswer, axis: number, number: number, split: number): Pivot {
  const keys = [...new Set(answer.rows.map((row) => keyOf(row[axis])))];
  const places = new Map(keys.map((key, place) => [key, place]));
  const lines = new Map<string, ResultSeries & { sum: number }>();
  for (const row of answer.rows) {
    const name = keyOf(row[split]);
    let line = lines.get(name);
    if (!line) lines.set(name, (line = { id: name, name, values: keys.map(() => null), sum: 0 }));
    const value = numberIn(row[number]);
    line.values[places.get(keyOf(row[axis])) ?? 0] ??= value;
    line.sum += value ?? 0;
  }
  return { keys, lines: [...lines.values()].sort((a, b) => b.sum - a.sum) };
}

const textName = (key: string): ChartBucket => ({
  t: key,
  short: key.length > 24 ? `${key.slice(0, 23)}…` : key,
  long: key,
});

function timeNames(keys: readonly string[], type: string): ChartBucket[] {
  const starts = keys.map((key) => (/^\d{4}-\d\d-\d\d$/.test(key) ? `${key}T00:00:00Z` : key));
  const gaps = starts.slice(1).map((start, index) => Date.parse(start) - Date.parse(starts[index] ?? start));
  return chartBuckets(starts, intervalOf(Math.min(...gaps.filter((gap) => gap > 0))), zoneOf(type));
}

/** What the smallest distance between two times stands for. */
function intervalOf(milliseconds: number): Interval {
  const hours = milliseconds / 3_600_000;
  if (hours >= 27 * 24) return Number.isFinite(hours) ? "month" : "day";
  if (hours >= 7 * 24 - 1) return "week";
  if (hours >= 23) return "day";
  return hours >= 1 ? "hour" : "minute";
}
