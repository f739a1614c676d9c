import { expect, test } from "vitest";
import { readExplorerSearch } from "./explorerSearch";
import { bucketRange, listSearch, matchesQuestion } from "./matches";

const now = new Date("2026-11-20T12:00:00Z");

test("a URL without words is the last seven days of every event", () =>
  expect(readExplorerSearch({})).toEqual({
    event: null,
    range: { from: "-7d" },
    filter: undefined,
    columns: [],
  }));
test("nonsense in a URL is passed over", () =>
  expect(
    readExplorerSearch({
      event: { a: 1 },
      range: "week",
      filter: { op: "eq" },
      columns: ["a", "a", 4, null, "b"],
    }),
  ).toEqual({ event: null, range: { from: "-7d" }, filter: undefined, columns: ["a", "4", "b"] }));
test("the count over time counts the events that the list has, those that are no behaviour too", () => {
  const search = readExplorerSearch({});
  expect(matchesQuestion(search, now)).toMatchObject({
    formula: "A + B + C + D + E + F",
    series: [
      { event: null },
      { event: "$identify" },
      { event: "$alias" },
      { event: "$set" },
      { event: "$group" },
      { event: "$engagement" },
    ],
    interval: "day",
  });
  expect(matchesQuestion({ ...search, event: "$set" }, now)).not.toHaveProperty("formula");
  expect(listSearch({ ...search, range: { from: "-7d", to: "-1d" } })).toMatchObject({
    from: "-7d",
    to: "-1d",
  });
});
test("a bucket becomes its days in the project's zone", () => {
  expect(bucketRange("2026-11-17T23:00:00Z", "day", "Europe/Berlin")).toEqual({
    from: "2026-11-18",
    to: "2026-11-18",
  });
  expect(bucketRange("2026-11-16T00:00:00Z", "week", "UTC")).toEqual({
    from: "2026-11-16",
    to: "2026-11-22",
  });
  expect(bucketRange("2026-02-01T00:00:00Z", "month", "UTC")).toEqual({
    from: "2026-02-01",
    to: "2026-02-28",
  });
  expect(bucketRange("2026-02-01T10:00:00Z", "hour", "UTC")).toBeNull();
});
