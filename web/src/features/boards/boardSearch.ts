import type { Filter, Range } from "@/api/types";

/** How a board is looked at, as its URL holds it: a link shows the same to whoever opens it. */
export interface BoardSearch {
  /** In place of the board's own range; "own": each report keeps its own. */
  range?: Range | "own";
  /** In place of the board's own filter; "none": without it. */
  filter?: Filter | "none";
  /** Whether tiles can be moved. */
  edit?: true;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads a URL that anybody may have typed. The server checks what a range or a filter says. */
export function readBoardSearch(raw: Record<string, unknown>): BoardSearch {
  const { range, filter, edit } = raw;
  return {
    range:
      range === "own" || (isObject(range) && typeof range["from"] === "string")
        ? (range as Range | "own")
        : undefined,
    filter: filter === "none" || isObject(filter) ? (filter as Filter | "none") : undefined,
    edit: edit === true || undefined,
  };
}
