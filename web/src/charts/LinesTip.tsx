import type { ChartBucket } from "./buckets";
import { ChartTip, TipRows } from "./ChartTip";
import type { LineSeries } from "./linePlot";
import { formatValue, type ValueFormat } from "./valueFormat";

interface LinesTipProps {
  bucket: ChartBucket;
  index: number;
  series: LineSeries[];
  partial: boolean;
  previousLabel: string | undefined;
  format: ValueFormat;
  focused: { id: string; previous: boolean } | null;
  left: number;
  width: number;
  clickable: boolean;
}

/** The exact values of a bucket: one large, or all lines by value. */
export function LinesTip(props: LinesTipProps) {
  const { bucket, index, series, partial, previousLabel, format, focused, left, width } = props;
  const title = `${bucket.long}${partial ? ", so far" : ""}`;
  const only = series.length === 1 ? series[0] : undefined;
  if (only) {
    return (
      <ChartTip title={title} left={left} width={width}>
        <div className="text-base font-semibold tabular-nums">
          {formatValue(only.values[index] ?? null, format)}
        </div>
        {only.previous && (
          <div className="text-muted">
            {formatValue(only.previous[index] ?? null, format)} {previousLabel && `on ${previousLabel}`}
          </div>
        )}
      </ChartTip>
    );
  }
  const rows = series
    .map((line) => ({ line, value: line.values[index] ?? null }))
    .sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity))
    .map(({ line, value }) => ({
      id: line.id,
      name: line.name,
      colour: line.colour,
      value: formatValue(value, format),
      before: line.previous ? formatValue(line.previous[index] ?? null, format) : undefined,
    }));
  return (
    <ChartTip title={title} left={left} width={width}>
      <TipRows rows={rows} focused={focused?.id ?? null} />
    </ChartTip>
  );
}
