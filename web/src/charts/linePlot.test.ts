import { expect, test } from "vitest";
import { evenSplits, nearestLine, plotData, type LineSeries } from "./linePlot";

const line = (id: string, values: (number | null)[], previous?: (number | null)[]): LineSeries => ({
  id,
  name: id,
  colour: "var(--chart-1)",
  values,
  ...(previous ? { previous } : {}),
});
const data = (series: LineSeries[], partialFrom: number) =>
  plotData({ series, buckets: series[0]!.values.length, partialFrom, format: "number" });

test("the bucket that is not over is on the dashed line only, joined to the last complete one", () => {
  expect(data([line("a", [3, 5, 2])], 2)).toEqual([
    [0, 1, 2],
    [3, 5, null],
    [null, 5, 2],
  ]);
});
test("a single partial bucket is a point and no line", () => {
  expect(data([line("a", [3])], 0)).toEqual([[0], [null], [3]]);
});
test("all buckets over: nothing is dashed", () => {
  expect(data([line("a", [3, 5])], 2)[2]).toEqual([null, null]);
});
test("each line brings its period before, and gaps stay gaps", () => {
  expect(data([line("a", [1, null], [4, 5]), line("b", [2, 3])], 2)).toEqual([
    [0, 1],
    [1, null],
    [null, null],
    [4, 5],
    [2, 3],
    [null, null],
  ]);
});
test("the nearest line is that of the period before where it is closer", () => {
  const lines = [line("a", [10], [2]), line("b", [null])];
  const heightOf = (value: number) => 100 - value;
  expect(nearestLine(lines, 0, 91, heightOf)).toEqual({ id: "a", previous: false });
  expect(nearestLine(lines, 0, 97, heightOf)).toEqual({ id: "a", previous: true });
  expect(nearestLine([line("b", [null])], 0, 97, heightOf)).toBeNull();
});
test("labels count back from the last bucket, as many as have room", () => {
  expect(evenSplits(28, 900).at(-1)).toBe(27);
  expect(evenSplits(28, 230)).toEqual([7, 17, 27]);
  expect(evenSplits(1, 300)).toEqual([0]);
});
