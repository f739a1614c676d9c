import { moveElement, verticalCompactor, type LayoutItem } from "react-grid-layout/core";
import type { TileLayout } from "@/api/boards";
import { columns, isSameLayout } from "./layout";

interface Placed {
  id: string;
  layout: TileLayout;
}

const mostRows = 50;
const least = { report: { w: 2, h: 2 }, text: { w: 1, h: 1 } } as const;

/** What a tile may not be smaller than. */
export const leastSize = (kind: "report" | "text") => least[kind];

export const toGrid = (tiles: readonly (Placed & { kind: "report" | "text" })[]): LayoutItem[] =>
  tiles.map(({ id, kind, layout }) => ({
    i: id,
    ...layout,
    minW: least[kind].w,
    minH: least[kind].h,
    maxH: mostRows,
  }));

/** The tiles at their new places; the same list when none has moved. */
export function placed<T extends Placed>(tiles: readonly T[], grid: readonly LayoutItem[]): readonly T[] {
  let moved = false;
  const next = tiles.map((tile) => {
    const item = grid.find((one) => one.i === tile.id);
    if (!item) return tile;
    const layout = { x: item.x, y: item.y, w: item.w, h: item.h };
    if (isSameLayout(layout, tile.layout)) return tile;
    moved = true;
    return { ...tile, layout };
  });
  return moved ? next : tiles;
}

export interface Nudge {
  x?: number;
  y?: number;
  w?: number;
  h?: number;
}

/** One tile a step further or larger by the keyboard; the others make way as they do for the mouse. */
export function nudged<T extends Placed & { kind: "report" | "text" }>(
  tiles: readonly T[],
  id: string,
  by: Nudge,
): readonly T[] {
  const grid = toGrid(tiles);
  const item = grid.find((one) => one.i === id);
  const tile = tiles.find((one) => one.id === id);
  if (!item || !tile) return tiles;
  if (by.w || by.h) {
    const size = least[tile.kind];
    const w = clamp(item.w + (by.w ?? 0), size.w, columns - item.x);
    const h = clamp(item.h + (by.h ?? 0), size.h, mostRows);
    const resized = grid.map((one) => (one.i === id ? { ...one, w, h } : one));
    return placed(tiles, verticalCompactor.compact(resized, columns));
  }
  const x = clamp(item.x + (by.x ?? 0), 0, columns - item.w);
  const moved = moveElement(grid, item, x, stepY(grid, item, by.y ?? 0), true, false, "vertical", columns);
  return placed(tiles, verticalCompactor.compact(moved, columns));
}

/** One row is seldom enough to change places with the tile above or below: go to where its neighbour is. */
function stepY(grid: readonly LayoutItem[], item: LayoutItem, by: number): number {
  if (by === 0) return item.y;
  const beside = grid.filter((one) => one.i !== item.i && one.x < item.x + item.w && item.x < one.x + one.w);
  if (by < 0) {
    const above = beside.filter((one) => one.y < item.y).sort((a, b) => b.y - a.y)[0];
    return above ? above.y : Math.max(0, item.y + by);
  }
  const below = beside.filter((one) => one.y >= item.y + item.h).sort((a, b) => a.y - b.y)[0];
  return below ? below.y + Math.max(0, below.h - item.h) : item.y;
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
