import { expect, test } from "vitest";
import type { Meta, TrendsAnswer, TrendsQuestion } from "@/api/types";
import { isEmptyTrend, trendLines } from "./trendLines";
import { seriesWords, trendsTitle } from "./trendWords";

const question: TrendsQuestion = {
  kind: "trends",
  range: { from: "-7d" },
  interval: "day",
  series: [
    { event: "buy", measure: "count" },
    { event: "buy", measure: "persons" },
  ],
};
const line = (name: string, value: string[] | null, total: number | null) => ({
  name,
  breakdown: value,
  total,
  points: [{ t: "2026-11-20T00:00:00Z", value: total }],
});
const answer = (series: TrendsAnswer["series"]): TrendsAnswer => ({ series, meta: {} as Meta });

test("the place of a line tells its series, also where two have the same name", () => {
  const lines = trendLines(
    answer([
      line("buy", ["AT"], 3),
      line("buy", ["(other)"], 1),
      line("buy", ["AT"], 2),
      line("buy", ["(other)"], 1),
    ]),
    { ...question, breakdowns: [{ property: "country", limit: 1 }] },
  );
  expect(lines.map(({ point }) => point)).toEqual([
    { series: 0, breakdown: ["AT"] },
    { series: 0, breakdown: ["(other)"] },
    { series: 1, breakdown: ["AT"] },
    { series: 1, breakdown: ["(other)"] },
  ]);
  expect(lines.map(({ name }) => name)).toEqual([
    "A · buy: AT",
    "A · buy: (other)",
    "B · Persons who did buy: AT",
    "B · Persons who did buy: (other)",
  ]);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(4);
});

test("nobody stands behind a formula", () => {
  const [only] = trendLines(answer([line("A / B", null, 1.5)]), { ...question, formula: "A / B" });
  expect(only).toMatchObject({ name: "A / B", point: null, total: 1.5 });
});

test("an answer without a single event is empty, one with an earlier period is not", () => {
  expect(isEmptyTrend(answer([line("buy", null, 0)]))).toBe(true);
  expect(isEmptyTrend(answer([]))).toBe(true);
  expect(isEmptyTrend(answer([line("buy", null, 2)]))).toBe(false);
  const before = { ...line("buy", null, 0), previous: { total: 1, points: [{ t: "", value: 1 }] } };
  expect(isEmptyTrend(answer([before]))).toBe(false);
});

test("titles say what is counted", () => {
  expect(trendsTitle(question)).toBe("buy and Persons who did buy by day");
  expect(trendsTitle({ ...question, formula: "A / B", interval: "week" })).toBe("A / B by week");
  expect(seriesWords({ event: null, measure: "persons" })).toBe("Persons");
  expect(seriesWords({ event: "buy", measure: "sum", property: "amount" })).toBe("Sum of amount of buy");
  expect(seriesWords({ event: "buy", measure: "count", name: "Orders" })).toBe("Orders");
  expect(trendsTitle({ ...question, breakdowns: [{ property: "country" }, { property: "" }] })).toContain(
    "split by country by day",
  );
});
