import { expect, test } from "vitest";
import { ApiError } from "@/api/http";
import { faultOf } from "./faultPlace";

const refused = (message: string, pointer = "/query") =>
  new ApiError(400, "invalid_input", "The request has invalid fields.", [
    { pointer, code: "invalid_sql", message },
  ]);

test("a line and a column become the word that stands there", () => {
  const query = "SELECT event\nFRMO events";
  const fault = faultOf(
    refused("Syntax error: failed at position 19 (events) (line 2, col 6): events."),
    query,
  );
  expect(fault?.place).toEqual({ from: 18, to: 24, line: 2, column: 6 });
  expect(query.slice(18, 24)).toBe("events");
});

test("a name that is not known is looked for in the query", () => {
  const query = "SELECT event, coun() FROM events";
  expect(faultOf(refused("Function with name `coun` does not exist."), query)?.place).toMatchObject({
    from: 14,
    to: 18,
    line: 1,
    column: 15,
  });
  expect(
    faultOf(refused("Unknown table expression identifier 'evens'."), "SELECT 1\nFROM evens")?.place?.line,
  ).toBe(2);
});

test("without a place the words stand alone, and other errors are not the query's", () => {
  expect(faultOf(refused("The quote ' is not closed."), "SELECT '")).toEqual({
    message: "The quote ' is not closed.",
    place: null,
  });
  expect(faultOf(refused("The query has no {x:Type}.", "/parameters/x"), "SELECT 1")?.message).toBe(
    "parameters/x: The query has no {x:Type}.",
  );
  expect(faultOf(new ApiError(504, "too_slow", "It took too long."), "SELECT 1")).toBeNull();
  expect(faultOf(new Error("no"), "")).toBeNull();
});
