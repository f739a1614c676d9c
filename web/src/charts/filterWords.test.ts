import { expect, test } from "vitest";
import { filterWords } from "./filterWords";

test("filters of the whole and of each event are named", () => {
  expect(
    filterWords({
      kind: "trends",
      filter: { property: "plan", op: "eq", value: "pro" },
      series: [{ event: "purchase", where: { property: "amount", op: "is_set" } }, { event: "login" }],
    }),
  ).toEqual(["All events: plan is pro", "purchase: amount is set"]);
});
test("no filter is said, also of a question that is none", () => {
  expect(filterWords({ kind: "paths", start: "/" })).toEqual(["None"]);
  expect(filterWords(null)).toEqual(["None"]);
});
