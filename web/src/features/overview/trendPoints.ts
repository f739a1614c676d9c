import type { TrendSeries } from "@/api/types";
import { chartBuckets, type ChartBucket } from "@/charts/buckets";
import type { LineSeries } from "@/charts/linePlot";
import { seriesColour } from "@/charts/palette";
import { formatDayShort, formatHour } from "@/lib/format";

export interface TrendPoints {
  buckets: ChartBucket[];
  line: LineSeries;
  previousLabels: string[];
}

interface TrendPointsOptions {
  name: string;
  hourly: boolean;
  timeZone: string;
  computedAt: string;
  /** Whether the line of the period before is drawn. */
  compare: boolean;
}

/**
 * The buckets of a series, named in the project's time zone. Hours that had not begun when the answer was made are left
 * out: their zero is no number yet.
 */
export function trendPoints(series: TrendSeries, options: TrendPointsOptions): TrendPoints {
  const { name, hourly, timeZone, computedAt, compare } = options;
  const now = Date.parse(computedAt);
  const points = series.points.filter((point) => Date.parse(point.t) <= now);
  const before = compare ? series.previous?.points.slice(0, points.length) : undefined;
  return {
    buckets: chartBuckets(
      points.map((point) => point.t),
      hourly ? "hour" : "day",
      timeZone,
    ),
    line: {
      id: name,
      name,
      colour: seriesColour(0),
      values: points.map((point) => point.value),
      previous: before && points.map((_, index) => before[index]?.value ?? null),
    },
    previousLabels: (before ?? []).map(
      ({ t }) => `${formatDayShort(t, timeZone)}${hourly ? `, ${formatHour(t, timeZone)}` : ""}`,
    ),
  };
}
