import { useMemo } from "react";
import { formatDuration } from "@/lib/format";
import { BarsChart } from "./BarsChart";
import type { ChartBucket } from "./buckets";
import { seriesColour } from "./palette";

export interface HistogramSpan {
  fromSeconds: number;
  toSeconds: number;
  count: number;
}

interface HistogramProps {
  label: string;
  spans: HistogramSpan[];
  /** What is counted: persons. */
  unit: string;
  height?: number;
  onSpan?: (span: HistogramSpan) => void;
}

/** How many took how long: spans of equal width, half open. */
export function Histogram({ label, spans, unit, height, onSpan }: HistogramProps) {
  const categories = useMemo<ChartBucket[]>(
    () =>
      spans.map(({ fromSeconds, toSeconds }) => ({
        t: String(fromSeconds),
        short: formatDuration(fromSeconds),
        long: `${formatDuration(fromSeconds)} to ${formatDuration(toSeconds)}`,
      })),
    [spans],
  );
  const series = useMemo(
    () => [{ id: "count", name: unit, colour: seriesColour(0), values: spans.map((span) => span.count) }],
    [spans, unit],
  );
  return (
    <BarsChart
      label={label}
      categories={categories}
      series={series}
      dense
      {...(height ? { height } : {})}
      {...(onSpan
        ? {
            onPoint: ({ index }) => {
              const span = spans[index];
              if (span) onSpan(span);
            },
          }
        : {})}
    />
  );
}
