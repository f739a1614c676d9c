import { expect, test } from "vitest";
import { evenSplits, niceCeiling, plotData, type LineChartPoint } from "./linePlot";

const points = (values: (number | null)[]): LineChartPoint[] =>
  values.map((value, index) => ({ t: String(index), short: "", long: "", value }));

test("the bucket that is not over is on the dashed line only, joined to the last complete one", () => {
  expect(plotData(points([3, 5, 2]), true, false)).toEqual([
    [0, 1, 2],
    [3, 5, null],
    [null, 5, 2],
  ]);
});
test("a single partial bucket is a point and no line", () => {
  expect(plotData(points([3]), true, false)).toEqual([[0], [null], [3]]);
});
test("labels count back from the last bucket, as many as have room", () => {
  expect(evenSplits(28, 900).at(-1)).toBe(27);
  expect(evenSplits(28, 230)).toEqual([7, 17, 27]);
  expect(evenSplits(1, 300)).toEqual([0]);
});
test("the axis ends at a round number above the largest value", () => {
  expect(niceCeiling(0)).toBe(4);
  expect(niceCeiling(null)).toBe(4);
  expect(niceCeiling(95)).toBe(120);
  expect(niceCeiling(671)).toBe(800);
});
