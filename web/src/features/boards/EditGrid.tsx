import { useRef, type ReactNode } from "react";
import { GridLayout } from "react-grid-layout";
import "react-grid-layout/css/styles.css";
import "./editGrid.css";
import type { BoardTile } from "@/api/boards";
import { useWidth } from "@/charts/useWidth";
import { columns, gap, rowHeight } from "./layout";
import { placed, toGrid } from "./rearrange";

interface EditGridProps {
  tiles: BoardTile[];
  onChange: (tiles: BoardTile[]) => void;
  children: (tile: BoardTile) => ReactNode;
}

/** Tiles that can be dragged by their head and resized at their corner; the others make way. */
export function EditGrid({ tiles, onChange, children }: EditGridProps) {
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const put = (layout: Parameters<typeof placed>[1]) => {
    const next = placed(tiles, layout);
    if (next !== tiles) onChange([...next]);
  };
  return (
    <div ref={host} data-board-grid="edit">
      {width > 0 && (
        <GridLayout
          width={width}
          layout={toGrid(tiles)}
          gridConfig={{ cols: columns, rowHeight, margin: [gap, gap], containerPadding: [0, 0] }}
          dragConfig={{
            handle: "[data-tile-head]",
            cancel: "[data-tile-menu], button:not([data-tile-handle]), a",
          }}
          resizeConfig={{ handles: ["se"] }}
          onDragStop={(layout) => put(layout)}
          onResizeStop={(layout) => put(layout)}
        >
          {tiles.map((tile) => (
            <div key={tile.id}>{children(tile)}</div>
          ))}
        </GridLayout>
      )}
    </div>
  );
}
