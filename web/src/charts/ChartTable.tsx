import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { cx } from "@/lib/cx";
import { useMedia } from "@/lib/useMedia";
import { nextSorting, sortRows, type CellValue, type Sorting } from "./sortRows";
import { formatValue, type ValueFormat } from "./valueFormat";

export interface ChartColumn<Row> {
  id: string;
  name: string;
  /** What the column sorts by and `data-value` holds: the exact value. */
  value: (row: Row) => CellValue;
  /** How numbers are written; text stands as it is. */
  format?: ValueFormat;
  /** What is written instead of the value. */
  text?: (row: Row) => string;
  /** A dot in the colour of what the chart draws. */
  colour?: (row: Row) => string | undefined;
  isText?: boolean;
  muted?: boolean;
  /** Makes the cells buttons: the persons behind a number. */
  onClick?: (row: Row) => void;
  /** What a click on the cell does, for those who cannot see the table. */
  clickLabel?: (row: Row) => string;
}

interface ChartTableProps<Row> {
  caption: string;
  /** The first names the row. */
  columns: ChartColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** `data-…` attributes of a row. */
  rowData?: (row: Row) => Record<`data-${string}`, string>;
  className?: string;
}

/** Beyond so many rows only those in sight are in the page. */
const virtualFrom = 500;

/** The numbers behind a chart. A column's head sorts by it; beyond 500 rows only those in sight are in the page. */
export function ChartTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowData,
  className,
}: ChartTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const by = columns.find((column) => column.id === sorting?.column);
  const sorted = useMemo(
    () => (by && sorting ? sortRows(rows, by.value, sorting.direction) : rows),
    [rows, by, sorting],
  );
  const isPhone = useMedia("(max-width: 767px)");
  // Cells that are buttons are 44 px high on a phone.
  const rowHeight = isPhone && columns.some((column) => column.onClick) ? 57 : 33;
  const virtual = useVirtualizer({
    count: sorted.length,
    enabled: sorted.length > virtualFrom,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const window = sorted.length > virtualFrom ? virtual.getVirtualItems() : null;
  const first = window?.[0]?.index ?? 0;
  const end = window ? (window.at(-1)?.index ?? -1) + 1 : sorted.length;

  return (
    <div
      ref={scroller}
      className={cx("max-h-80 overflow-auto rounded-lg border border-line", className)}
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <table
        className="w-full border-separate border-spacing-0"
        data-chart-table
        aria-rowcount={sorted.length + 1}
      >
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="text-[0.8125rem] text-muted">
            {columns.map((column, index) => (
              <ColumnHead
                key={column.id}
                name={column.name}
                isText={index === 0 || column.isText === true}
                sorting={sorting?.column === column.id ? sorting.direction : null}
                onSort={() =>
                  setSorting(nextSorting(sorting, column.id, index === 0 || column.isText === true))
                }
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <Gap height={first * rowHeight} columns={columns.length} />}
          {sorted.slice(first, end).map((row, index) => (
            <tr key={rowKey(row)} aria-rowindex={first + index + 2} {...rowData?.(row)}>
              {columns.map((column, place) => (
                <Cell key={column.id} column={column} row={row} isHead={place === 0} />
              ))}
            </tr>
          ))}
          {end < sorted.length && <Gap height={(sorted.length - end) * rowHeight} columns={columns.length} />}
        </tbody>
      </table>
    </div>
  );
}

function Gap({ height, columns }: { height: number; columns: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

interface ColumnHeadProps {
  name: string;
  isText: boolean;
  sorting: Sorting["direction"] | null;
  onSort: () => void;
}

function ColumnHead({ name, isText, sorting, onSort }: ColumnHeadProps) {
  const Arrow = sorting === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={sorting ?? "none"}
      className={cx("sticky top-0 z-[1] bg-sunken p-0 font-medium", isText ? "text-left" : "text-right")}
    >
      <button
        type="button"
        onClick={onSort}
        className={cx(
          "inline-flex min-h-11 w-full items-center gap-1 px-2 font-medium whitespace-nowrap -outline-offset-2 transition-colors duration-150 hover:text-ink sm:px-3 md:min-h-8",
          isText ? "text-left" : "flex-row-reverse text-right",
          sorting && "text-ink",
        )}
      >
        {name}
        <Arrow aria-hidden className={cx("size-3.5 shrink-0", !sorting && "invisible")} />
      </button>
    </th>
  );
}

function Cell<Row>({ column, row, isHead }: { column: ChartColumn<Row>; row: Row; isHead: boolean }) {
  const value = column.value(row);
  const written =
    column.text?.(row) ?? (typeof value === "string" ? value : formatValue(value, column.format));
  const colour = column.colour?.(row);
  const content = (
    <>
      {colour && (
        <span
          aria-hidden
          className="mr-2 inline-block size-2 rounded-full align-middle"
          style={{ backgroundColor: colour }}
        />
      )}
      {written}
    </>
  );
  const isText = isHead || column.isText === true;
  const look = cx(
    "border-t border-line px-2 py-1.5 sm:px-3",
    isText
      ? "max-w-26 truncate text-left font-normal sm:max-w-64"
      : "text-right whitespace-nowrap tabular-nums",
    column.muted && "text-muted",
  );
  const title = isText ? { title: written } : {};
  const inside =
    column.onClick && value !== null && value !== 0 ? (
      <button
        type="button"
        onClick={() => column.onClick?.(row)}
        aria-label={column.clickLabel?.(row)}
        className={cx(
          "max-w-full truncate rounded-sm underline-offset-2 hover:text-accent hover:underline max-md:min-h-11 max-md:min-w-11",
          isText ? "text-left" : "text-right",
        )}
      >
        {content}
      </button>
    ) : (
      content
    );
  if (isHead) {
    return (
      <th scope="row" className={look} {...title}>
        {inside}
      </th>
    );
  }
  return (
    <td className={look} data-value={value ?? ""} {...title}>
      {inside}
    </td>
  );
}
