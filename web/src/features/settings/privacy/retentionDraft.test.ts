import { expect, test } from "vitest";
import { draftOf, faultOf, rulesOf, spanWords } from "./retentionDraft";

test("rules survive the form", () => {
  const rules = { keepDays: 90, archive: true, events: [{ event: "buy", keepDays: null }] };
  expect(rulesOf(draftOf(rules))).toEqual(rules);
  expect(rulesOf({ keepDays: " ", archive: false, events: [] })?.keepDays).toBeNull();
});

test("a rule without an event, or two for one, is not sent", () => {
  const draft = { keepDays: "", archive: false };
  expect(rulesOf({ ...draft, events: [{ event: undefined, keepDays: "3" }] })).toBeNull();
  const twice = { event: "buy", keepDays: "3" };
  expect(rulesOf({ ...draft, events: [twice, twice] })).toBeNull();
});

test("days are whole and within bounds", () => {
  expect(["1", "36500", ""].map(faultOf)).toEqual([undefined, undefined, undefined]);
  for (const wrong of ["0", "-1", "1.5", "36501", "ten"]) expect(faultOf(wrong)).toMatch(/whole number/);
});

test("spans are told in words", () => {
  expect([1, 30, null].map(spanWords)).toEqual(["1 day", "30 days", "for ever"]);
});
