import type { BoardSettings } from "@/api/boards";
import type { Filter, Range } from "@/api/types";
import { isSame } from "@/features/report/isSame";
import { usePageSearch } from "@/lib/usePageSearch";
import { readBoardSearch } from "./boardSearch";

export interface BoardLook {
  /** Null: each report keeps its own. */
  range: Range | null;
  filter: Filter | null;
  isEditing: boolean;
  /** Whether this reader looks at the board otherwise than it was saved. */
  isChanged: boolean;
  setRange: (range: Range | null) => void;
  setFilter: (filter: Filter | null) => void;
  setEditing: (isEditing: boolean) => void;
  reset: () => void;
}

/** How somebody looks at a board: as it was saved, but for what the URL says. */
export function useBoardLook(saved: BoardSettings | undefined): BoardLook {
  const [search, change] = usePageSearch(readBoardSearch);
  const own = { range: saved?.range ?? null, filter: saved?.filter ?? null };
  const range = search.range === undefined ? own.range : search.range === "own" ? null : search.range;
  const filter = search.filter === undefined ? own.filter : search.filter === "none" ? null : search.filter;
  return {
    range,
    filter,
    isEditing: search.edit === true,
    isChanged: !isSame(range, own.range) || !isSame(filter, own.filter),
    setRange: (next) => change({ range: isSame(next, own.range) ? undefined : (next ?? "own") }),
    setFilter: (next) => change({ filter: isSame(next, own.filter) ? undefined : (next ?? "none") }),
    setEditing: (next) => change({ edit: next || undefined }),
    reset: () => change({ range: undefined, filter: undefined }),
  };
}
