import { expect, test } from "vitest";
import type { StickinessAnswer } from "@/api/types";
import { intervalNames, readStickinessView, stickinessRows, writeStickinessView } from "./stickinessBars";

const answer = {
  persons: [
    { intervals: 1, persons: 6 },
    { intervals: 2, persons: 3 },
    { intervals: 3, persons: 1 },
  ],
  total: 10,
  previous: {
    persons: [
      { intervals: 1, persons: 0 },
      { intervals: 2, persons: 0 },
    ],
    total: 0,
  },
} as StickinessAnswer;

test("cumulative bars hold those with so many intervals or more", () => {
  expect(stickinessRows(answer, true).map(({ persons, share }) => [persons, share])).toEqual([
    [10, 1],
    [4, 0.4],
    [1, 0.1],
  ]);
});
test("a shorter time before has no bar at the end, and a share of nobody is none", () => {
  expect(
    stickinessRows(answer, false).map(({ previous, previousShare }) => [previous, previousShare]),
  ).toEqual([
    [0, null],
    [0, null],
    [null, null],
  ]);
});
test("the last cumulative bar has nothing beyond it", () => {
  const names = intervalNames(stickinessRows(answer, true), "day", true).map(({ short, long }) => [
    short,
    long,
  ]);
  expect(names).toEqual([
    ["1+", "1 or more days"],
    ["2+", "2 or more days"],
    ["3", "3 days"],
  ]);
});
test("the view survives the way through a link", () => {
  for (const view of [
    { cumulative: true, asShares: true },
    { cumulative: false, asShares: true },
    { cumulative: false, asShares: false },
  ])
    expect(readStickinessView(writeStickinessView(view))).toEqual(view);
});
