import { expect, test } from "vitest";
import type { LifecycleAnswer } from "@/api/types";
import { lastComplete, lifecycleBars } from "./lifecycleBars";

const answer = {
  buckets: [
    { t: "2026-11-19T00:00:00Z", new: 3, returning: 2, resurrecting: 1, dormant: 4 },
    { t: "2026-11-20T00:00:00Z", new: 1, returning: 0, resurrecting: 0, dormant: 6 },
  ],
  meta: { partialFrom: "2026-11-20T00:00:00Z" },
} as LifecycleAnswer;

test("the dormant hang below zero", () => {
  const series = lifecycleBars(answer, new Set(["returning"]));
  expect(series.map(({ id, values }) => [id, values])).toEqual([
    ["new", [3, 1]],
    ["resurrecting", [1, 0]],
    ["dormant", [-4, -6]],
  ]);
});
test("what is not over yet is not the last that is", () => {
  expect(lastComplete(answer)?.t).toBe("2026-11-19T00:00:00Z");
});
