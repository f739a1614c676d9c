import { expect, test } from "vitest";
import { causeWords, comparisonCsv, shiftWords } from "./causes";

const hours = [{ t: "2026-01-01T10:00:00Z", theirs: 3, ours: 5 }];
const event = { event: "=a,b", theirs: 3, ours: 5, difference: 2, verdict: "open", causes: [], hours };

test("The file of a comparison has a line per hour, and no formulas", () => {
  const comparison = { shiftHours: 0, differenceUnshifted: 2, difference: 2, events: [event] };
  expect(comparisonCsv(comparison)).toBe(
    'event,hour,theirs,ours,difference\n"\'=a,b",2026-01-01T10:00:00Z,3,5,2',
  );
  expect(shiftWords(comparison)).toBeNull();
});

test("A shift and a cause are told with their numbers", () => {
  const shifted = { shiftHours: -2, differenceUnshifted: 40, difference: 4, events: [] };
  expect(shiftWords(shifted)).toContain("2 hours ahead");
  expect(shiftWords(shifted)).toContain("36 of a difference of 40");
  expect(causeWords({ name: "bots", explains: 4, behind: 7 })).toContain("4 by bots: 7 events");
});
