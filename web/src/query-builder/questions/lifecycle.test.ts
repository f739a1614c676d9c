import { expect, test } from "vitest";
import {
  asLifecycle,
  askableLifecycle,
  asStickiness,
  firstLifecycle,
  firstStickiness,
  readLifecycle,
  readStickiness,
} from "./lifecycle";

test("anything is a question: what is not understood falls back", () => {
  expect(readLifecycle("x")).toEqual(firstLifecycle);
  expect(readLifecycle({ interval: "year", selector: 3 })).toEqual(firstLifecycle);
  expect(readStickiness({ compare: "never" })).toEqual(firstStickiness);
});
test("any event says nothing and is left out of a lifecycle", () => {
  expect(readLifecycle({ ...firstLifecycle, selector: { event: null } })).toEqual(firstLifecycle);
});
test("the one question becomes the other and back", () => {
  const question = {
    ...firstLifecycle,
    range: { from: "-8w" },
    interval: "week" as const,
    selector: { event: "purchase" },
    filter: { property: "plan", op: "eq" as const, value: "pro" },
  };
  expect(asLifecycle(asStickiness(question))).toEqual(question);
  expect(asStickiness(firstLifecycle)).toEqual(firstStickiness);
});
test("an event that is still to be chosen is not asked for", () => {
  expect(askableLifecycle({ ...firstStickiness, selector: { event: "" } })).toBeNull();
  expect(askableLifecycle(firstLifecycle)).toEqual(firstLifecycle);
});
