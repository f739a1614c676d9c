import { useCallback, useEffect, useMemo, useState, type KeyboardEvent } from "react";
import { barsOption, type BarSeries, type BarsSpec } from "./barsOption";
import type { ChartBucket } from "./buckets";
import { movedIndex, movedSeries } from "./chartKeys";
import { ChartTip, TipRows } from "./ChartTip";
import { computedColour } from "./palette";
import { useECharts } from "./useECharts";
import { formatValue, type ValueFormat } from "./valueFormat";

export interface BarPoint {
  /** The id of the series. */
  series: string;
  /** The number of the category. */
  index: number;
}

export interface BarsChartProps {
  /** What is drawn, in one sentence, for those who cannot see it. */
  label: string;
  categories: ChartBucket[];
  series: BarSeries[];
  stacked?: boolean;
  horizontal?: boolean;
  partialFrom?: number;
  format?: ValueFormat;
  dense?: boolean;
  height?: number;
  /** Says a value in the tip; the default is its exact number. */
  written?: (value: number | null, series: string, index: number) => string;
  onPoint?: (point: BarPoint) => void;
}

/** Bars over buckets or categories, with exact values on hover, touch and arrow keys. */
export function BarsChart(props: BarsChartProps) {
  const { label, categories, series, format = "number", height = 264, onPoint } = props;
  const { stacked = false, horizontal = false, dense = false, partialFrom = categories.length } = props;
  const written = props.written ?? ((value: number | null) => formatValue(value, format));
  const [hovered, setHovered] = useState<number | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const spec = useMemo<BarsSpec>(
    () => ({ categories, series, stacked, horizontal, dense, partialFrom, format }),
    [categories, series, stacked, horizontal, dense, partialFrom, format],
  );
  const option = useCallback((width: number) => barsOption(spec, width, computedColour), [spec]);
  const { host, chart } = useECharts(option);

  useEffect(() => {
    if (!chart) return;
    const surface = chart.getZr();
    const move = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }) => {
      const isInside = chart.containPixel("grid", [offsetX, offsetY]);
      const place = isInside ? chart.convertFromPixel("grid", [offsetX, offsetY]) : null;
      const index = place?.[horizontal ? 1 : 0];
      setHovered(
        index === undefined ? null : Math.min(Math.max(Math.round(index), 0), categories.length - 1),
      );
    };
    const over = (event: { seriesId?: string }) => setChosen(event.seriesId ?? null);
    const out = () => setChosen(null);
    const leave = () => setHovered(null);
    surface.on("mousemove", move);
    surface.on("globalout", leave);
    chart.on("mouseover", over);
    chart.on("mouseout", out);
    return () => {
      if (chart.isDisposed()) return;
      surface.off("mousemove", move);
      surface.off("globalout", leave);
      chart.off("mouseover", over);
      chart.off("mouseout", out);
    };
  }, [chart, horizontal, categories.length]);

  const choose = () => {
    const id = chosen ?? (series.length === 1 ? series[0]?.id : undefined);
    if (hovered !== null && id !== undefined) onPoint?.({ series: id, index: hovered });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = movedIndex(event.key, hovered, categories.length);
    const turned = hovered === null ? undefined : movedSeries(event.key, series, hovered, chosen);
    if (next !== undefined) {
      setHovered(next);
      setChosen((before) => before ?? series[0]?.id ?? null);
    } else if (turned !== undefined) setChosen(turned);
    else if (event.key === "Enter") choose();
    else if (event.key === "Escape") setHovered(null);
    else return;
    event.preventDefault();
  };

  const category = hovered === null ? undefined : categories[hovered];
  const width = chart?.getWidth() ?? 0;
  const centre =
    chart && hovered !== null ? chart.convertToPixel("grid", horizontal ? [0, hovered] : [hovered, 0]) : [];
  const neighbour =
    chart && hovered !== null && !horizontal ? chart.convertToPixel("grid", [hovered + 1, 0]) : [];
  const band = (neighbour[0] ?? 0) - (centre[0] ?? 0);
  const left = horizontal ? width * 0.4 : (centre[0] ?? 0);
  return (
    <div
      role="group"
      aria-roledescription="chart"
      aria-label={`${label}. Arrow keys read the values; the table has them all.`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => setHovered(null)}
      onClick={choose}
      className={`relative rounded-lg ${onPoint && hovered !== null ? "cursor-pointer" : ""}`}
      data-chart
    >
      <div ref={host} style={{ height }} className="w-full overflow-hidden" />
      {category && band > 0 && (
        <div
          aria-hidden
          className="pointer-events-none absolute top-3 bottom-6 rounded-sm bg-ink/5"
          style={{ left: left - band / 2, width: band }}
        />
      )}
      {category && hovered !== null && (
        <ChartTip
          title={`${category.long}${hovered >= partialFrom ? ", so far" : ""}`}
          left={left}
          width={width}
        >
          <TipRows
            focused={chosen}
            rows={series.map((item) => ({
              id: item.id,
              name: item.name,
              colour: item.colour,
              value: written(item.values[hovered] ?? null, item.id, hovered),
            }))}
          />
        </ChartTip>
      )}
    </div>
  );
}
