export type CellValue = string | number | null;

export interface Sorting {
  column: string;
  direction: "ascending" | "descending";
}

/** What the next click on a column's head does: numbers begin with the largest, words with the first; the third click restores the given order. */
export function nextSorting(sorting: Sorting | null, column: string, isText: boolean): Sorting | null {
  const first = isText ? "ascending" : "descending";
  if (sorting?.column !== column) return { column, direction: first };
  if (sorting.direction !== first) return null;
  return { column, direction: isText ? "descending" : "ascending" };
}

/** Rows by a value; those without one come last either way, and equals keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  value: (row: Row) => CellValue,
  direction: Sorting["direction"],
): Row[] {
  const sign = direction === "ascending" ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [one, other] = [value(a), value(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    if (typeof one === "number" && typeof other === "number") return sign * (one - other);
    return sign * String(one).localeCompare(String(other), undefined, { numeric: true });
  });
}
