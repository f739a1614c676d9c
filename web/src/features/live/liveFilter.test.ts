import { expect, test } from "vitest";
import { isNarrowed, propertyFilter, readLiveFilter } from "./liveFilter";

test("a URL that makes no sense is no filter", () => {
  const raw = { event: { a: 1 }, property: ["x"], value: "lost", op: "like" };
  expect({ ...raw, ...readLiveFilter(raw) }).toEqual({});
  expect(isNarrowed(readLiveFilter(raw))).toBe(false);
});
test("what the router read as a number or a boolean is text again", () => {
  expect(readLiveFilter({ distinctId: 42, property: "paid", value: true })).toMatchObject({
    distinctId: "42",
    property: "paid",
    value: "true",
  });
});
test("a value without a property, and a comparison without a value, mean nothing", () => {
  expect(readLiveFilter({ value: "pro" }).value).toBeUndefined();
  expect(readLiveFilter({ property: "plan", op: "contains" }).op).toBeUndefined();
});
test("a property alone must be there; with a value it must be that, or hold it", () => {
  expect(propertyFilter({})).toBeUndefined();
  expect(propertyFilter({ property: "plan" })).toEqual({ property: "plan", op: "is_set" });
  expect(propertyFilter({ property: "plan", value: "pro" })).toEqual({
    property: "plan",
    op: "eq",
    value: "pro",
  });
  expect(propertyFilter({ property: "url", value: "sale", op: "contains" })).toMatchObject({
    op: "contains",
  });
});
