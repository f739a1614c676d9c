import { memo, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent } from "react";
import { cx } from "@/lib/cx";
import { heatColours } from "./palette";

export interface HeatCell {
  /** 0..1: how strong the colour is; null: no number, no colour. */
  share: number | null;
  text: string;
  /** The exact number, for `data-value`. */
  value: number | null;
  /** The number in a sentence: what a screen reader says and a hover shows. */
  title: string;
  /** The cell's time is not over: hatched. */
  partial?: boolean;
}

export interface HeatRow {
  id: string;
  name: string;
  /** Stands behind the name: how many the row is about. */
  size?: string;
  cells: HeatCell[];
  /** Stands apart: the sum or mean of the others. */
  isSummary?: boolean;
}

interface HeatMapProps {
  caption: string;
  rowName: string;
  sizeName?: string;
  columns: { id: string; name: string }[];
  rows: HeatRow[];
  /** A click on a cell that has a number. Summary rows have none. */
  onCell?: (row: string, column: number) => void;
  className?: string;
}

/** A table whose cells are coloured by their share. Arrow keys move between cells, Enter opens one. */
export function HeatMap({ caption, rowName, sizeName, columns, rows, onCell, className }: HeatMapProps) {
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const row = Math.min(at[0], rows.length - 1);
  const column = Math.min(at[1], columns.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, readonly [number, number]> = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      Home: [row, 0],
      End: [row, columns.length - 1],
    };
    const next = steps[event.key];
    if (!next) return;
    event.preventDefault();
    const target = [
      Math.min(Math.max(next[0], 0), rows.length - 1),
      Math.min(Math.max(next[1], 0), columns.length - 1),
    ] as const;
    setAt(target);
    table.current?.querySelector<HTMLElement>(`[data-cell="${target[0]}:${target[1]}"]`)?.focus();
  };

  const placeOf = (target: EventTarget): readonly [number, number] | null => {
    const place = target instanceof Element ? target.closest("[data-cell]")?.getAttribute("data-cell") : null;
    const [atRow, atColumn] = (place ?? "").split(":").map(Number);
    return atRow === undefined || atColumn === undefined ? null : [atRow, atColumn];
  };
  const onFocus = (event: FocusEvent) => {
    const place = placeOf(event.target);
    if (place) setAt(place);
  };
  const onClick = (event: MouseEvent) => {
    const place = placeOf(event.target);
    const item = place && rows[place[0]];
    if (item && !item.isSummary && (item.cells[place[1]]?.value ?? null) !== null)
      onCell?.(item.id, place[1]);
  };

  return (
    <div className={cx("max-h-[70rem] overflow-auto", className)} data-scroller>
      <table
        ref={table}
        role="grid"
        aria-label={caption}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onClick={onClick}
        className="w-full border-separate border-spacing-0.5 text-[0.8125rem] tabular-nums"
        data-chart-heat
      >
        <thead>
          <tr className="text-muted">
            <th scope="col" className={cx(sticky, "top-0 z-[2] px-2 py-1.5 text-left font-medium")}>
              {rowName}
            </th>
            {sizeName && (
              <th scope="col" className="sticky top-0 z-[1] bg-surface px-2 py-1.5 text-right font-medium">
                {sizeName}
              </th>
            )}
            {columns.map((item) => (
              <th
                key={item.id}
                scope="col"
                className="sticky top-0 z-[1] bg-surface px-1 py-1.5 text-center font-medium whitespace-nowrap"
              >
                {item.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((item, index) => (
            <Row
              key={item.id}
              item={item}
              index={index}
              columns={columns.length}
              hasSize={sizeName !== undefined}
              current={index === row ? column : null}
              isClickable={onCell !== undefined && !item.isSummary}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const sticky = "sticky left-0 z-[1] bg-surface";

interface RowProps {
  item: HeatRow;
  index: number;
  columns: number;
  hasSize: boolean;
  /** The column whose cell is in the tab order; null in the other rows. */
  current: number | null;
  isClickable: boolean;
}

/** Drawn again only when it changes: moving the focus through 8,000 cells touches two rows. */
const Row = memo(function Row({ item, index, columns, hasSize, current, isClickable }: RowProps) {
  return (
    <tr data-row={item.id}>
      <th
        scope="row"
        className={cx(
          sticky,
          "max-w-40 truncate px-2 text-left whitespace-nowrap",
          item.isSummary ? "font-semibold" : "font-normal",
        )}
        title={item.name}
      >
        {item.name}
      </th>
      {hasSize && <td className="px-2 text-right text-muted whitespace-nowrap">{item.size}</td>}
      {Array.from({ length: columns }, (_, column) => (
        <Cell
          key={column}
          place={`${index}:${column}`}
          cell={item.cells[column]}
          isCurrent={column === current}
          isStrong={item.isSummary === true}
          isClickable={isClickable}
        />
      ))}
    </tr>
  );
});

interface CellProps {
  place: string;
  cell: HeatCell | undefined;
  /** One cell of the grid is in the tab order; arrow keys move it. */
  isCurrent: boolean;
  isStrong: boolean;
  isClickable: boolean;
}

const hatch =
  "repeating-linear-gradient(135deg, transparent 0 4px, color-mix(in oklab, var(--surface) 60%, transparent) 4px 6px)";

function Cell({ place, cell, isCurrent, isStrong, isClickable }: CellProps) {
  const colours = cell && cell.share !== null ? heatColours(cell.share) : null;
  const look = cx(
    "grid h-11 w-full min-w-13 place-items-center rounded-[4px] px-1.5 whitespace-nowrap md:h-8",
    isStrong && "font-semibold",
    cell && cell.value !== null && !colours && "bg-hover",
  );
  const shared = {
    "data-cell": place,
    tabIndex: isCurrent ? 0 : -1,
    className: look,
    style: { ...colours, ...(cell?.partial ? { backgroundImage: hatch } : {}) },
    title: cell?.title,
    "aria-label": cell?.title ?? "No number",
  };
  return (
    <td role="gridcell" className="p-0" data-value={cell?.value ?? ""}>
      {isClickable && cell && cell.value !== null ? (
        <button type="button" {...shared}>
          {cell.text}
        </button>
      ) : (
        <div role="img" {...shared}>
          {cell?.text}
        </div>
      )}
    </td>
  );
}
