import { expect, test } from "vitest";
import { ListKeys, moved } from "./keys";

test("rows keep their keys while they are moved, removed and added", () => {
  const keys = new ListKeys();
  const [a, b, c] = keys.for(3);
  keys.move(0, 2);
  expect(keys.for(3)).toEqual([b, c, a]);
  keys.remove(1);
  expect(keys.for(2)).toEqual([b, a]);
  keys.insert(1);
  const [first, added, last] = keys.for(3);
  expect([first, last]).toEqual([b, a]);
  expect([a, b, c]).not.toContain(added);
});
test("a list that changed elsewhere keeps the keys of its first rows", () => {
  const keys = new ListKeys();
  const [a, b] = keys.for(2);
  expect(keys.for(3).slice(0, 2)).toEqual([a, b]);
  expect(keys.for(1)).toEqual([a]);
});
test("moving puts one item at another place", () => {
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a"], 4, 0)).toEqual(["a"]);
});
