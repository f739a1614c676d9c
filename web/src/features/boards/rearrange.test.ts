import { describe, expect, it } from "vitest";
import { nudged, type Nudge } from "./rearrange";

const tile = (id: string, x: number, y: number, w: number, h: number) => ({
  id,
  kind: "report" as const,
  layout: { x, y, w, h },
});

/** Places as text: a 0,0 6×4. */
const show = (tiles: readonly ReturnType<typeof tile>[]) =>
  tiles.map(({ id, layout: { x, y, w, h } }) => `${id} ${x},${y} ${w}×${h}`);

const two = [tile("a", 0, 0, 6, 4), tile("b", 0, 4, 6, 4)];

describe("Tiles moved by the keyboard", () => {
  it.each<[string, Nudge, string[]]>([
    ["a", { x: 1 }, ["a 1,0 6×4", "b 0,4 6×4"]],
    ["a", { x: -1 }, ["a 0,0 6×4", "b 0,4 6×4"]],
    ["a", { y: 1 }, ["a 0,4 6×4", "b 0,0 6×4"]],
    ["b", { y: -1 }, ["a 0,4 6×4", "b 0,0 6×4"]],
    ["a", { w: 1 }, ["a 0,0 7×4", "b 0,4 6×4"]],
    ["a", { h: 2 }, ["a 0,0 6×6", "b 0,6 6×4"]],
    ["a", { h: -3 }, ["a 0,0 6×2", "b 0,2 6×4"]],
    ["a", { w: 20 }, ["a 0,0 12×4", "b 0,4 6×4"]],
  ])("%s by %o", (id, by, expected) => {
    expect(show(nudged(two, id, by))).toEqual(expected);
  });

  it("leave the grid and the list alone where nothing moves", () => {
    expect(nudged(two, "a", { x: -1 })).toBe(two);
    expect(nudged(two, "none", { x: 1 })).toBe(two);
    expect(show(nudged([tile("a", 6, 0, 6, 4)], "a", { x: 1 }))).toEqual(["a 6,0 6×4"]);
  });
});
