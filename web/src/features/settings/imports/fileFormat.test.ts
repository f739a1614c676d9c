import { expect, test } from "vitest";
import { formatOfFile, mappingOf } from "./fileFormat";

test("a file's name tells its format, whatever its case", () => {
  expect(formatOfFile("events.CSV")).toBe("csv");
  expect(formatOfFile("a.b.jsonl")).toBe("ndjson");
  expect(formatOfFile("x.parquet")).toBe("parquet");
  expect(formatOfFile("notes.docx")).toBeNull();
  expect(formatOfFile("csv")).toBeNull();
});

test("a mapping names only what differs from what the server guesses", () => {
  expect(mappingOf({ shape: "events", eventName: " ", timezone: "UTC" })).toBe("{}");
  expect(mappingOf({ shape: "users", eventName: "", timezone: "Europe/Berlin" })).toBe(
    '{"shape":"users","timezone":"Europe/Berlin"}',
  );
});
