import type { Interval } from "@/api/types";
import { formatDay, formatDayShort, formatDayWithYear, formatHour, formatMonth } from "@/lib/format";

/** A place on the axis of a chart over time. */
export interface ChartBucket {
  /** Start of the bucket, ISO 8601. */
  t: string;
  /** On the axis: Nov 18. */
  short: string;
  /** In the tip and the table: Wed, Nov 18. */
  long: string;
}

/** The buckets of an answer, named in the time zone they were cut in. */
export function chartBuckets(starts: readonly string[], interval: Interval, timeZone: string): ChartBucket[] {
  const thisYear = new Date().getFullYear();
  const years = starts.some((t) => new Date(t).getFullYear() !== thisYear);
  const days = new Set(starts.map((t) => formatDayShort(t, timeZone)));
  return starts.map((t) => ({ t, ...bucketName(t, interval, timeZone, { years, oneDay: days.size === 1 }) }));
}

function bucketName(
  t: string,
  interval: Interval,
  timeZone: string,
  { years, oneDay }: { years: boolean; oneDay: boolean },
): { short: string; long: string } {
  const day = years ? formatDayWithYear(t, timeZone) : formatDay(t, timeZone);
  const short = formatDayShort(t, timeZone);
  switch (interval) {
    case "minute":
    case "hour": {
      const hour = formatHour(t, timeZone);
      if (oneDay) return { short: hour, long: hour };
      const isMidnight = /^(00[:.]00|12[:.]00.*AM)/.test(hour);
      return { short: isMidnight ? short : hour, long: `${day}, ${hour}` };
    }
    case "day":
      return { short, long: day };
    case "week":
      return { short, long: `Week of ${years ? day : short}` };
    case "month":
      return { short: formatMonth(t, timeZone), long: formatMonth(t, timeZone) };
  }
}

/** The number of the first bucket that is not over; as many as there are buckets when all are. */
export function partialIndex(
  buckets: readonly { t: string }[],
  partialFrom: string | null | undefined,
): number {
  if (!partialFrom) return buckets.length;
  const from = Date.parse(partialFrom);
  const index = buckets.findIndex((bucket) => Date.parse(bucket.t) >= from);
  return index < 0 ? buckets.length : index;
}
