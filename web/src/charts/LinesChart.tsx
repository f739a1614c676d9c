import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useTheme } from "@/theme/theme";
import type { ChartBucket } from "./buckets";
import { movedIndex, movedSeries } from "./chartKeys";
import { LinesTip } from "./LinesTip";
import { isWhole, lineOptions, nearestLine, plotData, type LineSeries } from "./linePlot";
import { computedColour } from "./palette";
import type { ValueFormat } from "./valueFormat";

export interface LinePoint {
  /** The id of the series. */
  series: string;
  /** The number of the bucket. */
  index: number;
  /** True when the point is on the line of the period before. */
  previous: boolean;
}

export interface LinesChartProps {
  /** What is drawn, in one sentence, for those who cannot see it. */
  label: string;
  buckets: ChartBucket[];
  series: LineSeries[];
  /** The number of the first bucket that is not over (`partialIndex`): from there on lines are dashed. */
  partialFrom?: number;
  /** What the buckets of the period before are called, one per bucket. */
  previousLabels?: string[];
  format?: ValueFormat;
  height?: number;
  onPoint?: (point: LinePoint) => void;
}

/** Lines over buckets of equal width, with exact values on hover, touch and arrow keys. */
export function LinesChart(props: LinesChartProps) {
  const { label, buckets, series, previousLabels, format = "number", height = 264, onPoint } = props;
  const partialFrom = props.partialFrom ?? buckets.length;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const [hovered, setHovered] = useState<{ index: number; top: number | null } | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const theme = useTheme();
  const spec = useMemo(
    () => ({ series, buckets: buckets.length, partialFrom, format }),
    [series, buckets.length, partialFrom, format],
  );
  const latest = useRef({ spec, buckets });
  latest.current = { spec, buckets };
  const shape = JSON.stringify([
    series.map((line) => [line.id, line.colour, line.previous !== undefined]),
    [buckets.length, partialFrom, format, isWhole(series)],
  ]);

  // A new plot for a new shape or theme; new numbers of the same shape only replace the data.
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const options = lineOptions({
      ...latest.current.spec,
      width: element.clientWidth,
      height,
      colour: computedColour,
      labelOf: (index) => latest.current.buckets[index]?.short ?? "",
      onHover: (index, top) => setHovered(index === null ? null : { index, top }),
    });
    const created = new uPlot(options, plotData(latest.current.spec), element);
    plot.current = created;
    const resize = new ResizeObserver(() => created.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      created.destroy();
      plot.current = null;
    };
  }, [theme, shape, height]);

  useEffect(() => {
    plot.current?.setData(plotData(spec));
  }, [spec]);

  const heightOf = (value: number) => plot.current?.valToPos(value, "y") ?? 0;
  const nearest =
    hovered && hovered.top !== null ? nearestLine(series, hovered.index, hovered.top, heightOf) : null;
  const focused = chosen !== null ? { id: chosen, previous: false } : nearest;

  const pointAt = (index: number) => {
    setChosen((before) => before ?? series[0]?.id ?? null);
    plot.current?.setCursor({ left: plot.current.valToPos(index, "x"), top: 10 });
  };
  const leave = () => {
    setChosen(null);
    plot.current?.setCursor({ left: -10, top: -10 });
  };
  const choose = () => {
    if (hovered && focused && onPoint)
      onPoint({ series: focused.id, index: hovered.index, previous: focused.previous });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return leave();
    const next = movedIndex(event.key, hovered?.index ?? null, buckets.length);
    const turned = hovered ? movedSeries(event.key, series, hovered.index, chosen) : undefined;
    if (next !== undefined) pointAt(next);
    else if (turned !== undefined) setChosen(turned);
    else if (event.key === "Enter") choose();
    else return;
    event.preventDefault();
  };

  const bucket = hovered ? buckets[hovered.index] : undefined;
  const box = plot.current?.bbox;
  return (
    <div
      role="group"
      aria-roledescription="chart"
      aria-label={`${label}. Arrow keys read the values; the table has them all.`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={leave}
      onPointerMove={() => chosen !== null && setChosen(null)}
      onClick={choose}
      className={`relative rounded-lg ${onPoint && hovered ? "cursor-pointer" : ""}`}
      data-chart
    >
      <div ref={host} style={{ height }} className="w-full overflow-hidden" />
      {bucket && hovered && plot.current && box && (
        <LinesTip
          bucket={bucket}
          index={hovered.index}
          series={series}
          partial={hovered.index >= partialFrom}
          previousLabel={previousLabels?.[hovered.index]}
          format={format}
          focused={focused}
          left={box.left / devicePixelRatio + plot.current.valToPos(hovered.index, "x")}
          width={plot.current.width}
          clickable={onPoint !== undefined}
        />
      )}
    </div>
  );
}
