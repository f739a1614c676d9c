import type { ReactNode } from "react";
import type { TileLayout } from "@/api/boards";
import { columns, gap, heightOf, inReadingOrder, rowHeight } from "./layout";

interface BoardGridProps<T> {
  tiles: readonly T[];
  /** One column, each tile as tall as what it shows. */
  isFluid: boolean;
  children: (tile: T) => ReactNode;
}

/** Tiles at their places, not to be moved. On a phone one below the other, in the order in which they are read. */
export function BoardGrid<T extends { id: string; kind: string; layout: TileLayout }>({
  tiles,
  isFluid,
  children,
}: BoardGridProps<T>) {
  const ordered = inReadingOrder(tiles);
  if (isFluid) {
    return (
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3" data-board-grid="column">
        {ordered.map((tile) => (
          <div
            key={tile.id}
            style={{ minHeight: tile.kind === "report" ? Math.min(heightOf(tile.layout.h), 220) : undefined }}
            className="grid"
          >
            {children(tile)}
          </div>
        ))}
      </div>
    );
  }
  return (
    <div
      data-board-grid="grid"
      className="grid"
      style={{
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
        gridAutoRows: rowHeight,
        gap,
      }}
    >
      {ordered.map(({ layout: { x, y, w, h }, ...tile }, index) => (
        <div
          key={tile.id}
          className="min-h-0 min-w-0"
          style={{ gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` }}
        >
          {children(ordered[index] as T)}
        </div>
      ))}
    </div>
  );
}
