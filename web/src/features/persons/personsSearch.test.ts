import { expect, test } from "vitest";
import { readPersonsSearch, usualColumns } from "./personsSearch";

test("a URL without words is the whole list with the usual columns", () =>
  expect(readPersonsSearch({})).toEqual({ search: "", columns: null }));
test("a search for a number is a search for its digits", () =>
  expect(readPersonsSearch({ search: 42, columns: ["plan", 7, "plan"] })).toEqual({
    search: "42",
    columns: ["plan"],
  }));
test("nonsense in the URL is passed over", () =>
  expect(readPersonsSearch({ search: { a: 1 }, columns: "plan" })).toEqual({ search: "", columns: null }));
test("the usual columns are the most frequent properties that do not name the person", () => {
  const persons = [
    { properties: { email: "a@b", plan: "pro", city: "Bonn" } },
    { properties: { email: "c@d", plan: "free", city: "Rome", age: 4 } },
    { properties: { plan: "free", $browser: "x", zip: "1" } },
  ];
  expect(usualColumns(persons)).toEqual(["plan", "city", "age"]);
});
