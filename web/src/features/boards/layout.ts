import type { TileLayout } from "@/api/boards";

export const columns = 12;
export const rowHeight = 72;
export const gap = 16;

interface Placed {
  id: string;
  layout: TileLayout;
}

/** How tall a tile of so many rows is. */
export const heightOf = (rows: number) => rows * rowHeight + (rows - 1) * gap;

/** Tiles in the order in which they are read: from the top, then from the left. */
export function inReadingOrder<T extends Placed>(tiles: readonly T[]): T[] {
  return tiles.toSorted((a, b) => a.layout.y - b.layout.y || a.layout.x - b.layout.x);
}

export const isSameLayout = (a: TileLayout, b: TileLayout) =>
  a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;
