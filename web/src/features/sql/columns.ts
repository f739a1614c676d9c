import type { SqlAnswer } from "@/api/types";
import { formatExact, formatUtc } from "@/lib/format";

export type ColumnKind = "number" | "time" | "text";

/** The kind of a column by ClickHouse's name of its type, whatever it is wrapped in. */
export function kindOf(type: string): ColumnKind {
  const inner = /^(?:Nullable|LowCardinality)\((.*)\)$/.exec(type)?.[1];
  if (inner) return kindOf(inner);
  if (/^(U?Int|Float|Decimal|BFloat)/.test(type)) return "number";
  return /^Date/.test(type) ? "time" : "text";
}

/** The zone that a column's times were cut in: UTC unless its type names another. */
export function zoneOf(type: string): string {
  return /^(?:Nullable\()?DateTime(?:64)?\((?:\d+, )?'([^']+)'\)/.exec(type)?.[1] ?? "UTC";
}

/** A cell as it is written; its exact value where it is long. */
export function writeCell(value: unknown, kind: ColumnKind): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "number") return formatExact(value);
  if (typeof value === "string") return kind === "time" ? formatUtc(value) : value;
  return JSON.stringify(value);
}

/** The number of a cell; whole numbers beyond what JavaScript holds come as texts and are none here. */
export const numberIn = (value: unknown): number | null => (typeof value === "number" ? value : null);

export interface ResultRow {
  index: number;
  cells: readonly unknown[];
}

export const resultRows = (answer: SqlAnswer): ResultRow[] =>
  answer.rows.map((cells, index) => ({ index, cells }));
