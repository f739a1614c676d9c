import { expect, test } from "vitest";
import { formatOfFile, mappingOf } from "./fileFormat";

test("a file's name tells its format, whatever its case", () => {
  expect(formatOfFile("events.CSV")).toBe("csv");
  expect(formatOfFile("a.b.jsonl")).toBe("ndjson");
  expect(formatOfFile("x.parquet")).toBe("parquet");
  expect(formatOfFile("notes.docx")).toBeNull();
  expect(formatOfFile("csv")).toBeNull();
});

test("of a packed file what is in it counts, where the name tells", () => {
  expect(formatOfFile("events.json.gz")).toBe("ndjson");
  expect(formatOfFile("events.gz")).toBe("gzip");
  expect(formatOfFile("1_2026-01-02_10#0.zip")).toBe("zip");
  expect(formatOfFile("notes.docx.gz")).toBe("gzip");
});

test("a mapping names only what differs from what the server guesses", () => {
  expect(mappingOf({ source: "", shape: "events", eventName: " ", timezone: "UTC" })).toBe("{}");
  expect(mappingOf({ source: "cairn", shape: "users", eventName: "", timezone: "Europe/Berlin" })).toBe(
    '{"shape":"users","timezone":"Europe/Berlin"}',
  );
  expect(mappingOf({ source: "mixpanel", shape: "users", eventName: "x", timezone: "Europe/Berlin" })).toBe(
    '{"timezone":"Europe/Berlin"}',
  );
});
