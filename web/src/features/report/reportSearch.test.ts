import { expect, test } from "vitest";
import { readReportSearch } from "./reportSearch";

test("what is no question, report or view is dropped", () => {
  expect(readReportSearch({ q: "x", report: "../../", view: 7, other: 1 })).toEqual({});
  expect(readReportSearch({ q: [1] })).toEqual({});
});

test("a question passes through as it is", () => {
  const report = "018f3c1e-0000-7000-8000-000000000000";
  expect(readReportSearch({ q: { kind: "trends" }, report, view: "table" })).toEqual({
    q: { kind: "trends" },
    report,
    view: "table",
  });
});
