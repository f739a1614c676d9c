import { expect, test } from "vitest";
import { toCsv } from "./toCsv";

test("commas, quotes and line breaks stay in their cell", () => {
  expect(toCsv(["a", "b"], [['say "hi", now', "two\nlines"]])).toBe(
    'a,b\r\n"say ""hi"", now","two\nlines"\r\n',
  );
});
test("a text that looks like a formula is text; a negative number stays a number", () => {
  expect(toCsv(["=name"], [["=1+1"], [-3], [null]])).toBe("'=name\r\n'=1+1\r\n-3\r\n\r\n");
});
