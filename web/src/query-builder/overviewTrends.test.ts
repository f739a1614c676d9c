import { expect, test } from "vitest";
import {
  conversionTrends,
  overviewTrends,
  plainMeasures,
  readOverviewSearch,
  revenueTrends,
} from "./overviewTrends";

test("a URL that makes no sense falls back to the defaults", () => {
  const raw = { measure: "nonsense", range: 7, view: "pie", goal: { a: 1 } };
  expect({ ...raw, ...readOverviewSearch(raw) }).toEqual({});
});
test("defaults are left out, so that a link stays short", () => {
  expect(readOverviewSearch({ measure: "persons", range: "28d" })).toEqual({});
});
test("a goal that looks like a number stays text", () => {
  expect(readOverviewSearch({ goal: 42, measure: "conversion", range: "7d" })).toEqual({
    goal: "42",
    measure: "conversion",
    range: "7d",
  });
});
test("one question answers every plain measure, in their order", () => {
  const query = overviewTrends("28d");
  expect(query.series.map(({ name }) => name)).toEqual(["Persons", "Events", "Sessions", "Page views"]);
  expect(query.series).toHaveLength(plainMeasures.length);
  expect(query).toMatchObject({ range: { from: "-28d" }, interval: "day", compare: "previous" });
  expect(overviewTrends("today")).toMatchObject({ range: { from: "today" }, interval: "hour" });
  expect(overviewTrends("7d")).toMatchObject({ range: { from: "-7d" }, interval: "day" });
});
test("conversion is a share of persons, revenue is never summed over currencies", () => {
  expect(conversionTrends("7d", "signed_up")).toMatchObject({
    formula: "B / A",
    series: [
      { event: null, measure: "persons" },
      { event: "signed_up", measure: "persons" },
    ],
  });
  expect(revenueTrends("28d", "purchase").breakdowns).toEqual([{ property: "currency", limit: 5 }]);
});
