import type { TrendSeries } from "@/api/types";
import type { LineChartPoint } from "@/charts/linePlot";
import { formatDay, formatDayShort, formatHour } from "@/lib/format";
import type { OverviewRange } from "@/query-builder/overviewTrends";

/**
 * The buckets of a series, named in the project's time zone. Hours that had not begun when the answer was made are left
 * out: their zero is no number yet.
 */
export function trendPoints(
  series: TrendSeries,
  range: OverviewRange,
  timeZone: string,
  computedAt: string,
): LineChartPoint[] {
  const now = Date.parse(computedAt);
  const hourly = range === "today";
  return series.points
    .filter((point) => Date.parse(point.t) <= now)
    .map((point, index) => {
      const before = series.previous?.points[index];
      return {
        t: point.t,
        short: hourly ? formatHour(point.t, timeZone) : formatDayShort(point.t, timeZone),
        long: hourly ? formatHour(point.t, timeZone) : formatDay(point.t, timeZone),
        value: point.value,
        ...(series.previous && {
          previous: before?.value ?? null,
          previousLabel: before
            ? `${formatDayShort(before.t, timeZone)}${hourly ? `, ${formatHour(before.t, timeZone)}` : ""}`
            : "",
        }),
      };
    });
}
