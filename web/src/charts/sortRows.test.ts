import { expect, test } from "vitest";
import { nextSorting, sortRows } from "./sortRows";

test("rows without a value come last either way", () => {
  const rows = [3, null, 10, 2];
  expect(sortRows(rows, (row) => row, "ascending")).toEqual([2, 3, 10, null]);
  expect(sortRows(rows, (row) => row, "descending")).toEqual([10, 3, 2, null]);
});
test("words sort as people count: step 2 before step 10", () => {
  expect(sortRows(["step 10", "step 2"], (row) => row, "ascending")).toEqual(["step 2", "step 10"]);
});
test("the third click restores the given order", () => {
  const first = nextSorting(null, "count", false);
  expect(first).toEqual({ column: "count", direction: "descending" });
  const second = nextSorting(first, "count", false);
  expect(second).toEqual({ column: "count", direction: "ascending" });
  expect(nextSorting(second, "count", false)).toBeNull();
});
