import type { TrendSeries } from "@/api/types";
import { chartBuckets, type ChartBucket } from "@/charts/buckets";
import type { LineSeries } from "@/charts/linePlot";
import { seriesColour } from "@/charts/palette";
import { formatDayShort, formatHour } from "@/lib/format";
import type { OverviewRange } from "@/query-builder/overviewTrends";

export interface TrendPoints {
  buckets: ChartBucket[];
  line: LineSeries;
  previousLabels: string[];
}

/**
 * The buckets of a series, named in the project's time zone. Hours that had not begun when the answer was made are left
 * out: their zero is no number yet.
 */
export function trendPoints(
  series: TrendSeries,
  range: OverviewRange,
  timeZone: string,
  computedAt: string,
): TrendPoints {
  const now = Date.parse(computedAt);
  const hourly = range === "today";
  const points = series.points.filter((point) => Date.parse(point.t) <= now);
  const before = series.previous?.points.slice(0, points.length);
  return {
    buckets: chartBuckets(
      points.map((point) => point.t),
      hourly ? "hour" : "day",
      timeZone,
    ),
    line: {
      id: series.name,
      name: series.name,
      colour: seriesColour(0),
      values: points.map((point) => point.value),
      previous: before && points.map((_, index) => before[index]?.value ?? null),
    },
    previousLabels: (before ?? []).map(
      ({ t }) => `${formatDayShort(t, timeZone)}${hourly ? `, ${formatHour(t, timeZone)}` : ""}`,
    ),
  };
}
