import { expect, test } from "vitest";
import { parametersOf, parameterText, parameterValue, questionOf, readSql, sqlToAsk } from "./sqlQuestion";

test("anything becomes a question, and an empty one is not asked", () => {
  expect(readSql(undefined)).toEqual({ kind: "sql", query: "" });
  expect(readSql({ query: 7, parameters: [] })).toEqual({ kind: "sql", query: "" });
  expect(readSql({ query: "SELECT 1", parameters: {}, more: true })).toEqual({
    kind: "sql",
    query: "SELECT 1",
  });
  expect(sqlToAsk({ kind: "sql", query: " \n" })).toBeNull();
  expect(sqlToAsk({ kind: "sql", query: "SELECT 1" })).toEqual({ kind: "sql", query: "SELECT 1" });
});

test("parameters are found once, in order, outside of texts and comments", () => {
  expect(
    parametersOf(
      "SELECT {a:String}, '{no:String}' -- {nor:UInt8}\n/* {x:String} */ WHERE n > { b : UInt32 } AND {a:String}",
    ),
  ).toEqual([
    { name: "a", type: "String" },
    { name: "b", type: "UInt32" },
  ]);
});

test("a parameter's text becomes what its type takes", () => {
  expect(parameterValue("12", "UInt32")).toBe(12);
  expect(parameterValue("1.5", "Float64")).toBe(1.5);
  expect(parameterValue("12", "String")).toBe("12");
  expect(parameterValue("18446744073709551615", "UInt64")).toBe("18446744073709551615");
  expect(parameterValue("true", "Bool")).toBe(true);
  expect(parameterValue("", "Nullable(String)")).toBeNull();
  expect(parameterValue("a, b", "Array(String)")).toEqual(["a", "b"]);
  expect(parameterValue('["a, b"]', "Array(String)")).toEqual(["a, b"]);
  expect(parameterText(parameterValue('["a"]', "Array(String)"))).toBe('["a"]');
});

test("values of parameters that the query does not name are left behind", () => {
  expect(questionOf("SELECT {n:UInt8}", { n: "3", old: "x" })).toEqual({
    kind: "sql",
    query: "SELECT {n:UInt8}",
    parameters: { n: 3 },
  });
});
