import { expect, test } from "vitest";
import { removedRows } from "./removed";

test("What went is told in order, without what was nothing", () => {
  expect(removedRows({ dead_letters: 2, events: 7, person_merges: 0 })).toEqual([
    { key: "events", name: "Events", count: 7 },
    { key: "dead_letters", name: "Dead letters", count: 2 },
  ]);
  expect(removedRows({})).toEqual([{ key: "events", name: "Events", count: 0 }]);
});
