import { expect, test } from "vitest";
import { movedIndex, movedSeries } from "./chartKeys";

test("the first arrow reads the last bucket, and the ends hold", () => {
  expect(movedIndex("ArrowLeft", null, 5)).toBe(4);
  expect(movedIndex("ArrowRight", 4, 5)).toBe(4);
  expect(movedIndex("ArrowLeft", 0, 5)).toBe(0);
  expect(movedIndex("Home", 3, 5)).toBe(0);
  expect(movedIndex("x", 3, 5)).toBeUndefined();
});
test("down leads to the next smaller value and passes over gaps", () => {
  const series = [
    { id: "a", values: [5] },
    { id: "b", values: [null] },
    { id: "c", values: [9] },
  ];
  expect(movedSeries("ArrowDown", series, 0, "c")).toBe("a");
  expect(movedSeries("ArrowDown", series, 0, "a")).toBe("a");
  expect(movedSeries("ArrowUp", series, 0, "a")).toBe("c");
  expect(movedSeries("Enter", series, 0, "a")).toBeUndefined();
});
