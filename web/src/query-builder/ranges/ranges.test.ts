import { expect, test } from "vitest";
import { intervalFor, intervalsFor, presets, rangeDays, rangeLabel } from "./ranges";

const now = new Date("2026-11-21T12:00:00Z");

test("every preset is said in its own words", () => {
  for (const { label, ...range } of presets) expect(rangeLabel(range)).toBe(label);
});
test("other ranges are said in words too", () => {
  expect(rangeLabel({ from: "-3m" })).toBe("Last 3 months");
  expect(rangeLabel({ from: "-1q" })).toBe("Last quarter");
  expect(rangeLabel({ from: "last_week" })).toBe("Last week");
  expect(rangeLabel({ from: "2026-11-01", to: "2026-11-20" })).toBe("Nov 1 – 20, 2026");
  expect(rangeLabel({ from: "2026-11-05", to: "2026-11-05" })).toBe("Nov 5, 2026");
  expect(rangeLabel({ from: "2026-11-05" })).toBe("Since Nov 5, 2026");
  expect(rangeLabel({ from: "-14d", to: "-7d" })).toBe("Last 14 days without the last 7 days");
});
test("the length of a range in days", () => {
  expect(rangeDays({ from: "today" }, now)).toBe(1);
  expect(rangeDays({ from: "yesterday" }, now)).toBe(1);
  expect(rangeDays({ from: "-24h" }, now)).toBe(1);
  expect(rangeDays({ from: "-28d" }, now)).toBe(28);
  expect(rangeDays({ from: "2026-11-01", to: "2026-11-20" }, now)).toBe(20);
  expect(rangeDays({ from: "2026-11-21", to: "2026-11-21" }, now)).toBe(1);
  expect(rangeDays({ from: "all" }, now)).toBeGreaterThan(365);
  expect(rangeDays({ from: "nonsense" }, now)).toBe(1);
});
test("only intervals that make a chart are offered, and the one in use", () => {
  expect(intervalsFor({ from: "today" }, now)).toEqual(["minute", "hour"]);
  expect(intervalsFor({ from: "-7d" }, now)).toEqual(["hour", "day"]);
  expect(intervalsFor({ from: "-28d" }, now)).toEqual(["hour", "day", "week"]);
  expect(intervalsFor({ from: "-90d" }, now)).toEqual(["day", "week", "month"]);
  expect(intervalsFor({ from: "-7d" }, now, "month")).toEqual(["hour", "day", "month"]);
});
test("a new range keeps the interval where it still draws well", () => {
  expect(intervalFor({ from: "-90d" }, now, "day")).toBe("day");
  expect(intervalFor({ from: "-90d" }, now, "week")).toBe("week");
  expect(intervalFor({ from: "today" }, now, "day")).toBe("hour");
  expect(intervalFor({ from: "-28d" }, now, "hour")).toBe("day");
  expect(intervalFor({ from: "-7d" }, now, "week")).toBe("day");
  expect(intervalFor({ from: "all" }, now, "hour")).toBe("week");
  expect(intervalFor({ from: "this_year" }, now)).toBe("week");
});
