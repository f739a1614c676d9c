import type { StickinessAnswer, StickinessCount } from "@/api/types";
import type { BarSeries } from "@/charts/barsOption";
import type { ChartBucket } from "@/charts/buckets";

/** How the answer is drawn; the URL holds it as `view`. */
export interface StickinessView {
  /** Bars hold those with so many intervals or more. */
  cumulative: boolean;
  /** Of everybody, instead of persons. */
  asShares: boolean;
}

export function readStickinessView(words: string | undefined): StickinessView {
  const parts = new Set((words ?? "").split(" "));
  return { cumulative: parts.has("cumulative"), asShares: parts.has("shares") };
}

export function writeStickinessView({ cumulative, asShares }: StickinessView): string | undefined {
  const words = [...(cumulative ? ["cumulative"] : []), ...(asShares ? ["shares"] : [])];
  return words.length > 0 ? words.join(" ") : undefined;
}

export interface StickinessRow {
  intervals: number;
  persons: number | null;
  share: number | null;
  previous: number | null;
  previousShare: number | null;
}

/** A row per number of intervals: those with exactly so many, or with so many or more. */
export function stickinessRows(answer: StickinessAnswer, cumulative: boolean): StickinessRow[] {
  const count = Math.max(answer.persons.length, answer.previous?.persons.length ?? 0);
  return Array.from({ length: count }, (_, index) => {
    const persons = countAt(answer.persons, index, cumulative);
    const previous = answer.previous ? countAt(answer.previous.persons, index, cumulative) : null;
    return {
      intervals: index + 1,
      persons,
      share: shareOf(persons, answer.total),
      previous,
      previousShare: shareOf(previous, answer.previous?.total ?? 0),
    };
  });
}

function countAt(counts: readonly StickinessCount[], index: number, cumulative: boolean): number | null {
  if (index >= counts.length) return null;
  if (!cumulative) return counts[index]?.persons ?? null;
  return counts.slice(index).reduce((sum, { persons }) => sum + persons, 0);
}

function shareOf(persons: number | null, total: number): number | null {
  return persons === null || total === 0 ? null : persons / total;
}

export function stickinessSeries(
  rows: readonly StickinessRow[],
  compared: boolean,
  asShares: boolean,
): BarSeries[] {
  const now = {
    id: "now",
    name: "This time",
    colour: "var(--chart-1)",
    values: rows.map((row) => (asShares ? row.share : row.persons)),
  };
  if (!compared) return [{ ...now, name: "Persons" }];
  const before = {
    id: "previous",
    name: "Before",
    colour: "var(--chart-other)",
    values: rows.map((row) => (asShares ? row.previousShare : row.previous)),
  };
  return [now, before];
}

/** 1 day, 2 days … or 2 or more days. */
export function intervalNames(
  rows: readonly StickinessRow[],
  interval: string,
  cumulative: boolean,
): ChartBucket[] {
  return rows.map(({ intervals }, index) => {
    const unit = intervals === 1 ? interval : `${interval}s`;
    const orMore = cumulative && index < rows.length - 1;
    return {
      t: String(intervals),
      short: `${intervals}${orMore ? "+" : ""}`,
      long: orMore ? `${intervals} or more ${interval}s` : `${intervals} ${unit}`,
    };
  });
}
