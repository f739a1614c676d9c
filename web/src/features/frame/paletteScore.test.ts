import { expect, test } from "vitest";
import { paletteScore } from "./paletteScore";

test("letters scattered over a name do not match it", () => {
  expect(paletteScore("Funnels", "note", ["conversion steps"])).toBe(0);
});

test("a beginning beats a middle, a middle beats a keyword", () => {
  const scores = [
    paletteScore("Trends", "tre"),
    paletteScore("Extremes", "tre"),
    paletteScore("Live", "tre", ["stream"]),
    paletteScore("Live", "tre nothing", ["stream"]),
  ];
  expect(scores).toEqual([1, 0.7, 0.4, 0]);
});
