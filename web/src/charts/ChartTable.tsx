import { formatNumber } from "@/lib/format";
import type { LineChartPoint } from "./linePlot";

interface ChartTableProps {
  caption: string;
  bucketName: string;
  valueName: string;
  points: LineChartPoint[];
  partialLast: boolean;
}

/** The numbers behind a chart, newest first. */
export function ChartTable({ caption, bucketName, valueName, points, partialLast }: ChartTableProps) {
  const compared = points.some((point) => point.previous !== undefined);
  const cell = "px-3 py-1.5 text-right tabular-nums";
  return (
    <div
      className="h-66 overflow-y-auto rounded-lg border border-line"
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <table className="w-full border-collapse" data-chart-table>
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-sunken">
          <tr className="text-[0.8125rem] text-muted">
            <th scope="col" className="px-3 py-2 text-left font-medium">
              {bucketName}
            </th>
            <th scope="col" className={`${cell} font-medium`}>
              {valueName}
            </th>
            {compared && (
              <th scope="col" className={`${cell} font-medium`}>
                Before
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point, index) => (
            <tr key={point.t} data-t={point.t} className="border-t border-line">
              <th scope="row" className="px-3 py-1.5 text-left font-normal">
                {point.long}
                {partialLast && index === 0 && <span className="text-muted">, so far</span>}
              </th>
              <td className={cell} data-value={point.value ?? ""}>
                {formatNumber(point.value)}
              </td>
              {compared && <td className={`${cell} text-muted`}>{formatNumber(point.previous ?? null)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
