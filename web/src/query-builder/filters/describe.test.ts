import { expect, test } from "vitest";
import type { Filter, Operator } from "@/api/types";
import { operators } from "@/api/questions";
import { isAskable, isComplete } from "./complete";
import { describeFilter } from "./describe";
import {
  oneOf,
  operatorsFor,
  operatorWords,
  typedValue,
  typeOf,
  withOperator,
  withValues,
} from "./operators";

const plan: Filter = { property: "plan", scope: "person", op: "eq", value: "pro" };

test.each<[Filter | undefined, string]>([
  [undefined, ""],
  [plan, "person’s plan is pro"],
  [{ property: "amount", op: "between", value: [1, 20] }, "amount is between 1 and 20"],
  [{ property: "$country", op: "in", value: ["AT", "DE"] }, "$country is any of AT, DE"],
  [{ property: "email", op: "is_set" }, "email is set"],
  [
    { property: "industry", scope: "group:company", op: "neq", value: "bank" },
    "company’s industry is not bank",
  ],
  [{ property: "id", op: "eq", value: 1234567 }, "id is 1234567"],
  [{ property: "title", op: "eq", value: "" }, "title is (empty)"],
  [{ cohort: "pro", in: false }, "not in the cohort Pro users"],
  [{ property: "pro", scope: "cohort", op: "eq", value: "in" }, "in the cohort Pro users"],
  [{ property: "pro", scope: "cohort", op: "neq", value: "in" }, "not in the cohort Pro users"],
  [
    { and: [plan, { or: [plan, { cohort: "pro" }] }] },
    "person’s plan is pro and (person’s plan is pro or in the cohort Pro users)",
  ],
  [{ not: { or: [plan, plan] } }, "not (person’s plan is pro or person’s plan is pro)"],
  [{ and: [] }, "everything"],
  [{ or: [] }, "nothing"],
  [{ and: [plan] }, "person’s plan is pro"],
])("%j reads as a sentence", (filter, sentence) => {
  expect(describeFilter(filter, (key) => (key === "pro" ? "Pro users" : key))).toBe(sentence);
});

test("every operator has words, and is offered for the type that it is used on", () => {
  for (const op of operators) {
    expect(operatorWords(op)).not.toBe("");
    expect(operatorsFor("number", op)).toContain(oneOf(op));
  }
});

test("only rows that say everything are complete", () => {
  const says = (op: Operator, value?: unknown) => isComplete({ property: "p", op, value });
  expect(isComplete({})).toBe(false);
  expect(isComplete({ property: "p" })).toBe(false);
  expect(says("is_set")).toBe(true);
  expect(says("eq")).toBe(false);
  expect(says("eq", "")).toBe(true);
  expect(says("eq", 0)).toBe(true);
  expect(says("in", [])).toBe(false);
  expect(says("in", ["a"])).toBe(true);
  expect(says("contains", "")).toBe(false);
  expect(says("gt", 0)).toBe(true);
  expect(says("between", [1, ""])).toBe(false);
  expect(says("between", [1, 2])).toBe(true);
  expect(isAskable({ and: [plan, { not: { property: "p", op: "eq" } }] })).toBe(false);
  expect(isAskable({ or: [plan, { cohort: "a" }] })).toBe(true);
});

test("one value is asked with eq, several with in", () => {
  expect(withValues({ property: "p", op: "eq" }, ["a"])).toEqual({ property: "p", op: "eq", value: "a" });
  expect(withValues({ property: "p", op: "eq", value: "a" }, ["a", "b"])).toEqual({
    property: "p",
    op: "in",
    value: ["a", "b"],
  });
  expect(withValues({ property: "p", op: "not_in", value: ["a", "b"] }, ["a"])).toEqual({
    property: "p",
    op: "neq",
    value: "a",
  });
  expect(withValues({ property: "p", op: "in", value: ["a"] }, [])).toEqual({ property: "p", op: "eq" });
});

test("another operator keeps the values that fit", () => {
  const some = { property: "p", op: "in", value: ["a", "b"] } as const;
  const filter = { ...some, value: [...some.value] };
  expect(withOperator(filter, "neq")).toEqual({ property: "p", op: "not_in", value: ["a", "b"] });
  expect(withOperator(filter, "contains")).toEqual({ property: "p", op: "contains", value: "a" });
  expect(withOperator(filter, "is_set")).toEqual({ property: "p", op: "is_set" });
  expect(withOperator({ property: "p", op: "gt", value: 3 }, "between")).toEqual({
    property: "p",
    op: "between",
    value: [3, ""],
  });
});

test("what was typed becomes a number where the property holds numbers", () => {
  expect(typedValue("12.5", "number")).toBe(12.5);
  expect(typedValue("12.5", "text")).toBe("12.5");
  expect(typedValue("twelve", "number")).toBe("twelve");
  expect(typedValue("true", "boolean")).toBe(true);
  expect(typeOf({ types: ["number", "text"], kind: "text" })).toBe("text");
  expect(typeOf({ types: [], kind: "time" })).toBe("time");
});
