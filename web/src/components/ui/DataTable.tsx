import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { cx } from "@/lib/cx";
import { reaches, useBreakpoint, type Breakpoint } from "@/lib/useBreakpoint";
import { Button } from "./Button";
import { ErrorNotice } from "./Notice";

export interface Column<Row> {
  id: string;
  header: ReactNode;
  /** In rem; the first without one, or else the first, takes what is left, at least 9 rem. */
  width?: number;
  align?: "right";
  /** Shown from this width of the window on; absent: always. */
  from?: Breakpoint;
  cell: (row: Row) => ReactNode;
}

export interface More {
  has: boolean;
  busy: boolean;
  error: unknown;
  load: () => void;
}

interface DataTableProps<Row> {
  /** What the rows are, for those who cannot see them. */
  label: string;
  rows: Row[];
  rowKey: (row: Row) => string;
  columns: Column<Row>[];
  /** Drawn below a row that is open. */
  detail?: (row: Row) => ReactNode;
  more?: More;
  /** Height of the scroller. */
  className?: string;
}

/**
 * A table of any length that scrolls in itself: only the rows in sight are in the page, further pages load when the end comes near.
 * Arrow up and down go from row to row, between the elements marked `data-row-focus`.
 */
export function DataTable<Row>({
  label,
  rows,
  rowKey,
  columns,
  detail,
  more,
  className,
}: DataTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useBreakpoint();
  const shown = columns.filter((column) => reaches(width, column.from));
  const flexible = shown.find((column) => column.width === undefined) ?? shown[0];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (width === null || width === "sm" ? 57 : 45),
    getItemKey: (index) => (rows[index] ? rowKey(rows[index]) : index),
    overscan: 8,
    initialRect: { width: 800, height: 600 },
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const wantsMore = more?.has === true && !more.busy && !more.error && last >= rows.length - 15;
  const load = more?.load;
  useEffect(() => {
    if (wantsMore) load?.();
  }, [wantsMore, load, rows.length]);

  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = (event.target as HTMLElement).closest("[data-row-focus]")?.closest("[data-index]");
    if (!step || !row) return;
    event.preventDefault();
    const index = Number(row.getAttribute("data-index")) + step;
    if (index < 0 || index >= rows.length) return;
    virtual.scrollToIndex(index);
    // A row that is drawn takes the focus at once, so that the next key finds it there; one out of sight when it is drawn.
    const focus = () => {
      const next = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] [data-row-focus]`);
      next?.focus();
      return Boolean(next);
    };
    if (!focus()) requestAnimationFrame(focus);
  };

  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const widthOf = (column: Column<Row>) => (column === flexible ? undefined : (column.width ?? 9));
  const least = shown.reduce((sum, column) => sum + (widthOf(column) ?? 9), 0);
  return (
    <div
      ref={scroller}
      role="region"
      aria-label={label}
      tabIndex={0}
      onKeyDown={move}
      className={cx(
        "overflow-auto overscroll-x-contain rounded-lg",
        className ?? "max-h-[max(20rem,calc(100dvh-15rem))]",
      )}
      data-scroller
    >
      <table
        className="w-full table-fixed border-collapse"
        style={{ minWidth: `${least}rem` }}
        aria-rowcount={more?.has ? -1 : rows.length + 1}
      >
        <caption className="sr-only">{label}</caption>
        <colgroup>
          {shown.map((column) => (
            <col key={column.id} style={widthOf(column) ? { width: `${widthOf(column)}rem` } : undefined} />
          ))}
        </colgroup>
        <thead className="sticky top-0 z-10 bg-surface">
          <tr
            aria-rowindex={1}
            className="text-left text-[0.8125rem] text-muted shadow-[inset_0_-1px_0_var(--line)]"
          >
            {shown.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={cx(
                  "h-10 truncate px-3 font-medium first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5",
                  column.align === "right" && "text-right",
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        {before > 0 && <Gap height={before} columns={shown.length} />}
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const inside = detail?.(row);
          return (
            <tbody
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              data-row={rowKey(row)}
              className="border-b border-line last:border-0"
            >
              <tr
                aria-rowindex={item.index + 2}
                className="relative h-14 transition-colors duration-150 hover:bg-hover md:h-11"
              >
                {shown.map((column) => (
                  <td
                    key={column.id}
                    className={cx(
                      "truncate px-3 first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5",
                      column.align === "right" && "text-right tabular-nums",
                    )}
                    data-column={column.id}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
              {inside && (
                <tr>
                  <td colSpan={shown.length} className="p-0">
                    {inside}
                  </td>
                </tr>
              )}
            </tbody>
          );
        })}
        {after > 0 && <Gap height={after} columns={shown.length} />}
      </table>
      {more && <MoreRows more={more} />}
    </div>
  );
}

/** Stands for the rows that are out of sight. */
function Gap({ height, columns }: { height: number; columns: number }) {
  return (
    <tbody aria-hidden>
      <tr>
        <td colSpan={columns} style={{ height, padding: 0 }} />
      </tr>
    </tbody>
  );
}

function MoreRows({ more }: { more: More }) {
  if (more.error) return <ErrorNotice error={more.error} onRetry={more.load} className="sticky left-0 m-4" />;
  if (!more.has) return null;
  return (
    <div className="sticky left-0 grid place-items-center py-2">
      <Button look="ghost" busy={more.busy} onClick={more.load}>
        {more.busy ? "Loading more" : "Load more"}
      </Button>
    </div>
  );
}
