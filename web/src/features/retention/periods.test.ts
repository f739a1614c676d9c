import { expect, test } from "vitest";
import { firstRetention } from "@/query-builder/questions/retention";
import { periodNames, periodWords } from "./periods";

test("periods count from the cohort's own", () => {
  expect(periodNames({ ...firstRetention, interval: "week", periods: 2 })).toEqual([
    "Week 0",
    "Week 1",
    "Week 2",
  ]);
});
test("brackets are so many buckets wide, one after the other", () => {
  const question = { ...firstRetention, brackets: [1, 2, 4] };
  expect(periodNames(question)).toEqual(["Day 0", "Day 1", "Days 2–3", "Days 4–7"]);
  expect(periodWords(question, 2)).toBe("in days 2–3");
});
test("a period in a sentence says whether later counts", () => {
  expect(periodWords({ ...firstRetention, mode: "on_or_after" }, 3)).toBe("on day 3 or later");
});
