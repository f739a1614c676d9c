import { expect, test } from "vitest";
import { axisRange, axisSteps, evenAxis, formatValue, niceCeiling } from "./valueFormat";

test("the axis ends at a round number above the largest value", () => {
  expect(niceCeiling(0)).toBe(4);
  expect(niceCeiling(null)).toBe(4);
  expect(niceCeiling(95)).toBe(120);
  expect(niceCeiling(671)).toBe(800);
});
test("rates end at 100 % and small rates keep their shape", () => {
  expect(axisRange(0, 0.97, "percent", false)).toEqual([0, 1]);
  expect(axisRange(0, 0.03, "percent", false)[1]).toBeCloseTo(0.04);
});
test("negative numbers have room below zero", () => {
  expect(axisRange(-9, 9, "number", true)).toEqual([-10, 10]);
  expect(axisRange(-9, 0, "number", true)).toEqual([-10, 0]);
});
test("whole numbers get no line between them", () => {
  expect(Math.min(...axisSteps("number", true))).toBe(1);
  expect(axisSteps("number", false)).toContain(0.5);
});
test("values are written by what they are", () => {
  expect(formatValue(0.12345, "percent")).toBe("12.35%");
  expect(formatValue(3_725, "duration")).toBe("1 h 2 min");
  expect(formatValue(9.5, { currency: "EUR" })).toBe("€9.50");
  expect(formatValue(null, "duration")).toBe("–");
});

test("an axis has even steps on both sides of zero", () => {
  expect(evenAxis([-270, 305], "number", true)).toEqual({ min: -400, max: 400, interval: 200 });
  expect(evenAxis([0, 0.9], "percent", false)).toEqual({ min: 0, max: 1, interval: 0.2 });
  expect(evenAxis([0, 3], "number", true)).toEqual({ min: 0, max: 4, interval: 1 });
});
