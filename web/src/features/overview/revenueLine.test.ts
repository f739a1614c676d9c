import { expect, test } from "vitest";
import type { TrendSeries } from "@/api/types";
import { revenueLine } from "./revenueLine";

const line = (currency: string, total: number, before = 0): TrendSeries => ({
  name: "Revenue",
  breakdown: [currency],
  total,
  points: [],
  previous: { total: before, points: [] },
});

test("no amount, no revenue", () => {
  expect(revenueLine([], "EUR")).toBeUndefined();
  expect(revenueLine([line("EUR", 0)], "EUR")).toBeUndefined();
});
test("the project's currency is the revenue, others are named and not added", () => {
  const answer = revenueLine([line("EUR", 500), line("USD", 40)], "USD");
  expect(answer?.series.total).toBe(40);
  expect(answer?.currency).toBe("USD");
  expect(answer?.others).toEqual([{ currency: "EUR", total: 500 }]);
});
test("amounts that name no currency are in the project's", () => {
  expect(revenueLine([line("EUR", 500), line("(none)", 40)], "USD")).toMatchObject({ currency: "USD" });
});
test("without any of the project's currency the largest is shown in its own", () => {
  expect(revenueLine([line("EUR", 500), line("GBP", 40)], "USD")).toMatchObject({ currency: "EUR" });
});
test("a revenue that stopped is still a number: zero", () => {
  expect(revenueLine([line("EUR", 0, 90)], "EUR")?.series.total).toBe(0);
});
