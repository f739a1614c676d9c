import { expect, test } from "vitest";
import { overviewMeasures, overviewTrends, readOverviewSearch } from "./overviewTrends";

test("a URL that makes no sense falls back to the defaults", () => {
  const raw = { measure: "nonsense", range: 7, view: "pie", event: { a: 1 } };
  expect({ ...raw, ...readOverviewSearch(raw) }).toEqual({});
});
test("defaults are left out, so that a link stays short", () => {
  expect(readOverviewSearch({ measure: "persons", range: "28d" })).toEqual({});
});
test("an id that looks like a number stays text", () => {
  expect(readOverviewSearch({ distinctId: 42, event: "$pageview" })).toEqual({
    distinctId: "42",
    event: "$pageview",
  });
});
test("one question answers every measure, in their order", () => {
  const query = overviewTrends("28d", true);
  expect(query.series.map(({ name }) => name)).toEqual(["Persons", "Events", "Sessions", "Page views"]);
  expect(query.series).toHaveLength(overviewMeasures.length);
  expect(query).toMatchObject({ range: { from: "-28d" }, interval: "day", compare: "previous" });
  expect(overviewTrends("today", false)).toMatchObject({ range: { from: "today" }, interval: "hour" });
});
