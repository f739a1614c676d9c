import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatCompact, formatNumber } from "@/lib/format";
import { useTheme } from "@/theme/theme";
import { lineOptions, plotData, type LineChartPoint } from "./linePlot";

export interface LineChartProps {
  /** What is drawn, in one sentence, for those who cannot see it. */
  label: string;
  points: LineChartPoint[];
  /** True when the last bucket is not over: it is drawn as a dashed line to a hollow point. */
  partialLast: boolean;
}

const height = 264;

/** One line over buckets of equal width, with exact values on hover, touch and arrow keys. */
export function LineChart({ label, points, partialLast }: LineChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const theme = useTheme();
  const compared = points.some((point) => point.previous !== undefined);
  const latest = useRef(points);
  latest.current = points;

  // A new plot for a new shape or theme; new numbers of the same shape only replace the data.
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const style = getComputedStyle(document.documentElement);
    const options = lineOptions({
      width: element.clientWidth,
      height,
      compared,
      colour: (name) => style.getPropertyValue(`--${name}`).trim(),
      labelOf: (index) => latest.current[index]?.short ?? "",
      valueOf: formatCompact,
      onHover: setHovered,
    });
    const created = new uPlot(options, plotData(latest.current, partialLast, compared), element);
    plot.current = created;
    const resize = new ResizeObserver(() => created.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      created.destroy();
      plot.current = null;
    };
  }, [theme, compared, partialLast, points.length]);

  useEffect(() => {
    plot.current?.setData(plotData(points, partialLast, compared));
  }, [points, partialLast, compared]);

  const move = (event: KeyboardEvent) => {
    const last = points.length - 1;
    const from = hovered ?? last + 1;
    const next = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (next === undefined) {
      if (event.key === "Escape") plot.current?.setCursor({ left: -10, top: -10 });
      return;
    }
    event.preventDefault();
    const index = Math.min(Math.max(next, 0), last);
    plot.current?.setCursor({ left: plot.current.valToPos(index, "x"), top: 10 });
  };

  const point = hovered === null ? undefined : points[hovered];
  return (
    <div
      role="group"
      aria-roledescription="chart"
      aria-label={`${label}. Arrow keys read the values; the table has them all.`}
      tabIndex={0}
      onKeyDown={move}
      onBlur={() => plot.current?.setCursor({ left: -10, top: -10 })}
      className="relative rounded-lg"
      data-chart
    >
      <div ref={host} style={{ height }} className="w-full overflow-hidden" />
      {point && hovered !== null && (
        <ChartTip
          point={point}
          share={hovered / Math.max(1, points.length - 1)}
          partial={partialLast && hovered === points.length - 1}
        />
      )}
    </div>
  );
}

function ChartTip({ point, share, partial }: { point: LineChartPoint; share: number; partial: boolean }) {
  return (
    <div
      role="status"
      data-chart-tip
      style={
        share > 0.5
          ? { right: `calc((100% - 76px) * ${1 - share} + 40px)` }
          : { left: `calc((100% - 76px) * ${share} + 60px)` }
      }
      className="pointer-events-none absolute top-1 z-10 min-w-36 rounded-lg border border-line bg-surface px-3 py-2 text-[0.8125rem] shadow-[0_8px_24px_-12px_rgb(0_0_0/0.35)]"
    >
      <div className="text-muted">
        {point.long}
        {partial && ", so far"}
      </div>
      <div className="text-base font-semibold tabular-nums">{formatNumber(point.value)}</div>
      {point.previous !== undefined && (
        <div className="text-muted">
          {formatNumber(point.previous)} {point.previousLabel && `on ${point.previousLabel}`}
        </div>
      )}
    </div>
  );
}
