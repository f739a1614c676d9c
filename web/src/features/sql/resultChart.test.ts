import { expect, test } from "vitest";
import type { SqlAnswer } from "@/api/types";
import { kindOf, writeCell, zoneOf } from "./columns";
import { chartOf } from "./resultChart";

const answer = (columns: [string, string][], rows: unknown[][]): SqlAnswer => ({
  columns: columns.map(([name, type]) => ({ name, type })),
  rows,
  truncated: false,
  meta: {} as SqlAnswer["meta"],
});

test("numbers over times are lines in the order of time", () => {
  const chart = chartOf(
    answer(
      [
        ["day", "DateTime('UTC')"],
        ["persons", "UInt64"],
        ["events", "UInt64"],
      ],
      [
        ["2026-11-02T00:00:00Z", 2, 20],
        ["2026-11-01T00:00:00Z", 1, 10],
      ],
    ),
  );
  expect(chart).toMatchObject({
    kind: "line",
    label: "persons, events by day",
    series: [
      { name: "persons", values: [1, 2] },
      { name: "events", values: [10, 20] },
    ],
    leftOut: 0,
  });
  expect(chart?.categories.map(({ t }) => t)).toEqual(["2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"]);
});

test("a text beside a time and one number makes a line of each value, the largest first", () => {
  const chart = chartOf(
    answer(
      [
        ["day", "Date"],
        ["browser", "Nullable(String)"],
        ["views", "UInt64"],
      ],
      [
        ["2026-11-01", "Safari", 1],
        ["2026-11-01", "Chrome", 5],
        ["2026-11-02", null, 2],
      ],
    ),
  );
  expect(chart?.series).toMatchObject([
    { name: "Chrome", values: [5, null] },
    { name: "(none)", values: [null, 2] },
    { name: "Safari", values: [1, null] },
  ]);
});

test("numbers over texts are bars, fifty at most", () => {
  const rows = Array.from({ length: 60 }, (_, index) => [`event ${index}`, 60 - index]);
  const chart = chartOf(
    answer(
      [
        ["event", "LowCardinality(String)"],
        ["count()", "UInt64"],
      ],
      rows,
    ),
  );
  expect(chart).toMatchObject({ kind: "bar", leftOut: 10 });
  expect(chart?.categories).toHaveLength(50);
});

test("without a number, or without rows, there is nothing to draw", () => {
  expect(chartOf(answer([["event", "String"]], [["a"]]))).toBeNull();
  expect(chartOf(answer([["n", "UInt64"]], [[1]]))).toBeNull();
  expect(
    chartOf(
      answer(
        [
          ["a", "String"],
          ["n", "UInt64"],
        ],
        [],
      ),
    ),
  ).toBeNull();
});

test("types tell kinds and zones, and cells are written exactly", () => {
  expect(kindOf("Nullable(Float64)")).toBe("number");
  expect(kindOf("DateTime64(3, 'UTC')")).toBe("time");
  expect(kindOf("Array(UInt8)")).toBe("text");
  expect(zoneOf("DateTime('Europe/Berlin')")).toBe("Europe/Berlin");
  expect(zoneOf("DateTime64(3, 'Asia/Tokyo')")).toBe("Asia/Tokyo");
  expect(zoneOf("Date")).toBe("UTC");
  expect(writeCell(null, "text")).toBe("NULL");
  expect(writeCell("2026-11-01T10:00:00.000Z", "time")).toBe("2026-11-01 10:00:00");
  expect(writeCell("18446744073709551615", "number")).toBe("18446744073709551615");
  expect(writeCell({ a: 1 }, "text")).toBe('{"a":1}');
});
