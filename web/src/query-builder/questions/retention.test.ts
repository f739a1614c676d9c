import { expect, test } from "vitest";
import { askableRetention, firstRetention, readBrackets, readRetention } from "./retention";

test("anything is a question: what is not understood falls back", () => {
  expect(readRetention(undefined)).toEqual(firstRetention);
  expect(readRetention({ interval: "minute", periods: -1, cohort: "x", mode: "on", brackets: "1" })).toEqual(
    firstRetention,
  );
});
test("a whole question survives the way through a link", () => {
  const question = {
    kind: "retention",
    range: { from: "-8w" },
    start: { event: "signed_up" },
    return: { event: null },
    cohort: "first_ever",
    interval: "week",
    periods: 6,
    mode: "on_or_after",
    brackets: [1, 2, 4],
    breakdowns: [{ property: "plan", scope: "person" }],
  };
  expect(readRetention(JSON.parse(JSON.stringify(question)))).toEqual(question);
});
test("an event that is still to be chosen is not asked for; an unchosen breakdown is left out", () => {
  expect(askableRetention({ ...firstRetention, start: { event: "" } })).toBeNull();
  expect(askableRetention({ ...firstRetention, breakdowns: [{ property: "" }] })).toEqual(firstRetention);
});
test("widths of periods are the whole numbers of a text", () => {
  expect(readBrackets("1, 2; 4 x")).toEqual([1, 2, 4]);
  expect(readBrackets("none")).toBeUndefined();
});
