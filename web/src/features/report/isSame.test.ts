import { expect, test } from "vitest";
import { isSame } from "./isSame";

test("the order of keys and keys without a value do not matter", () => {
  expect(isSame({ a: 1, b: [{ c: 2 }] }, { b: [{ c: 2, d: undefined }], a: 1 })).toBe(true);
});

test("the order of steps does", () => {
  expect(isSame([1, 2], [2, 1])).toBe(false);
  expect(isSame([1], [1, 2])).toBe(false);
  expect(isSame({ a: null }, {})).toBe(false);
});
