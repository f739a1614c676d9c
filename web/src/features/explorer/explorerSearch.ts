import type { Filter, Range } from "@/api/types";
import { asList, asText, readFilter, readRange } from "@/query-builder/questions/parts";

/** What the URL of the explorer holds. */
export interface ExplorerSearch {
  /** Null: events of any name. */
  event: string | null;
  range: Range;
  filter: Filter | undefined;
  /** Properties as columns; none: a line of what each event carries. */
  columns: string[];
}

export const usualRange = "-7d";

export function readExplorerSearch(raw: Record<string, unknown>): ExplorerSearch {
  return {
    event: asText(raw["event"], 200) || null,
    range: readRange(raw["range"], usualRange),
    filter: readFilter(raw["filter"]),
    columns: [...new Set(asList(raw["columns"], (name) => asText(name, 400) || undefined, 30))],
  };
}
