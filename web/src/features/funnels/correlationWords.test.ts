import { expect, test } from "vitest";
import type { CorrelationItem } from "@/api/types";
import { certaintyWords, intervalWords, oddsWords, traitWords } from "./correlationWords";

const item: CorrelationItem = {
  type: "event",
  event: "invited",
  successCount: 8,
  failureCount: 2,
  oddsRatio: 4,
  low: 2,
  high: 8,
  pValue: 0.01,
  adjustedPValue: 0.02,
  isSignificant: true,
  tooFew: false,
  goesWith: "success",
};

test("a trait that goes with success says by how much", () => {
  expect(traitWords(item)).toBe("did invited");
  expect(oddsWords(item)).toBe("4× the odds to convert");
  expect(intervalWords(item)).toBe("2 to 8");
  expect(certaintyWords(item)).toBe("Hardly by chance");
});
test("a trait that goes with dropping off is turned round, its interval too", () => {
  const other = { ...item, oddsRatio: 0.25, low: 0.125, high: 0.5 };
  expect(oddsWords(other)).toBe("4× the odds to drop off");
  expect(intervalWords(other)).toBe("2 to 8");
});
test("what cannot be told from chance is said plainly", () => {
  expect(certaintyWords({ ...item, isSignificant: false })).toBe("Could be chance");
  expect(certaintyWords({ ...item, isSignificant: false, tooFew: true })).toBe("Too few to say");
  expect(oddsWords({ ...item, oddsRatio: 1 })).toBe("same odds");
  expect(traitWords({ ...item, type: "person_property", property: "plan", value: "pro" })).toBe(
    "plan is pro",
  );
});
