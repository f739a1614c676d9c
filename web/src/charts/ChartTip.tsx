import type { ReactNode } from "react";

interface ChartTipProps {
  title: string;
  /** Where the pointed-at place is, in px from the left of the chart, and how wide the chart is. */
  left: number;
  width: number;
  /** Px from the top of the chart; the default is its top. */
  top?: number;
  children: ReactNode;
}

/** Exact values beside what is pointed at: on the side with more room, never outside of the chart. */
export function ChartTip({ title, left, width, top = 4, children }: ChartTipProps) {
  const onTheLeft = left > width / 2;
  const room = (onTheLeft ? left : width - left) - 16;
  return (
    <div
      role="status"
      data-chart-tip
      style={{
        top,
        ...(onTheLeft ? { right: width - left + 12 } : { left: left + 12 }),
        maxWidth: Math.max(120, Math.min(320, room)),
      }}
      className="pointer-events-none absolute z-10 min-w-32 rounded-lg border border-line bg-surface px-3 py-2 text-[0.8125rem] shadow-[0_8px_24px_-12px_rgb(0_0_0/0.35)]"
    >
      <div className="truncate text-muted">{title}</div>
      {children}
    </div>
  );
}

export interface TipRow {
  id: string;
  name: string;
  colour: string;
  value: string;
  before?: string | undefined;
}

/** One line per series: at most `limit`, and how many more there are. */
export function TipRows({
  rows,
  focused,
  limit = 9,
}: {
  rows: TipRow[];
  focused?: string | null;
  limit?: number;
}) {
  const shown = rows.slice(0, limit);
  const chosen = rows.find((row) => row.id === focused);
  if (chosen && !shown.includes(chosen)) shown[shown.length - 1] = chosen;
  return (
    <table className="mt-1 w-full border-collapse tabular-nums">
      <tbody>
        {shown.map((row) => (
          <tr key={row.id} className={row.id === focused ? "font-semibold" : ""}>
            <td className="w-4 py-px pr-2 align-middle">
              <span
                aria-hidden
                className="block size-2 rounded-full"
                style={{ backgroundColor: row.colour }}
              />
            </td>
            <td className="w-full py-px">
              <div className="max-w-28 truncate sm:max-w-44">{row.name}</div>
            </td>
            <td className="py-px pl-4 text-right whitespace-nowrap">{row.value}</td>
            {row.before !== undefined && (
              <td className="py-px pl-3 text-right font-normal whitespace-nowrap text-muted">{row.before}</td>
            )}
          </tr>
        ))}
        {rows.length > shown.length && (
          <tr className="text-muted">
            <td />
            <td colSpan={3}>and {rows.length - shown.length} more</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
