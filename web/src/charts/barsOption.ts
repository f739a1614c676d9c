import type { ChartBucket } from "./buckets";
import type { EChartsCoreOption } from "./echarts";
import { evenSplits } from "./linePlot";
import { withAlpha } from "./palette";
import { evenAxis, formatValueShort, type ValueFormat } from "./valueFormat";

export interface BarSeries {
  id: string;
  name: string;
  /** A CSS colour, of `seriesColour`. */
  colour: string;
  /** One per category; null: no bar. Negative values hang below zero. */
  values: (number | null)[];
}

export interface BarsSpec {
  categories: ChartBucket[];
  series: BarSeries[];
  /** One upon the other, negative values downwards; else side by side. */
  stacked: boolean;
  horizontal: boolean;
  /** The number of the first category that is not over: from there on bars are hatched. */
  partialFrom: number;
  format: ValueFormat;
  /** Bars touch: spans of a histogram. */
  dense: boolean;
}

/** The lowest and highest that bars reach to: sums by sign where they stand on each other. */
export function barsExtent({ categories, series, stacked }: BarsSpec): [number, number] {
  let [min, max] = [0, 0];
  categories.forEach((_, index) => {
    const values = series.map((item) => item.values[index] ?? 0);
    const above = values.filter((value) => value > 0);
    const below = values.filter((value) => value < 0);
    const sum = (numbers: number[]) => numbers.reduce((total, value) => total + value, 0);
    max = Math.max(max, stacked ? sum(above) : Math.max(0, ...above));
    min = Math.min(min, stacked ? sum(below) : Math.min(0, ...below));
  });
  return [min, max];
}

export function barsOption(
  spec: BarsSpec,
  width: number,
  colour: (css: string) => string,
): EChartsCoreOption {
  const { categories, series, horizontal, format } = spec;
  const whole = series.every((item) =>
    item.values.every((value) => value === null || Number.isInteger(value)),
  );
  const longest = Math.max(1, ...categories.map((category) => category.short.length));
  const named = new Set(evenSplits(categories.length, width - 60, Math.min(72, longest * 7 + 18)));
  const label = { color: colour("var(--muted)"), fontSize: 12 };
  const categoryAxis = {
    type: "category",
    data: categories.map((category) => category.short),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colour("var(--line)") }, onZero: true },
    axisLabel: {
      ...label,
      margin: 10,
      hideOverlap: true,
      ...(horizontal
        ? { width: Math.min(220, width * 0.34), overflow: "truncate" as const }
        : { interval: (index: number) => named.has(index), hideOverlap: false }),
    },
    ...(horizontal ? { inverse: true } : {}),
  };
  const valueAxis = {
    type: "value",
    ...evenAxis(barsExtent(spec), format, whole, horizontal ? Math.max(2, Math.floor(width / 140)) : 5),
    axisLabel: {
      ...label,
      showMaxLabel: true,
      formatter: (value: number) => formatValueShort(spec.stacked ? Math.abs(value) : value, format),
    },
    splitLine: { lineStyle: { color: colour("var(--line)") } },
  };
  return {
    grid: {
      left: 0,
      right: horizontal ? 24 : 8,
      top: 12,
      bottom: 0,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: horizontal ? valueAxis : categoryAxis,
    yAxis: horizontal ? categoryAxis : valueAxis,
    series: series.map((item) => barSeries(item, spec, colour)),
  };
}

function barSeries(item: BarSeries, spec: BarsSpec, colour: (css: string) => string) {
  const own = colour(item.colour);
  return {
    id: item.id,
    name: item.name,
    type: "bar",
    ...(spec.stacked ? { stack: "all", stackStrategy: "samesign" } : {}),
    barMaxWidth: spec.dense ? undefined : 44,
    barCategoryGap: spec.dense ? "4%" : "28%",
    barGap: "8%",
    itemStyle: {
      color: own,
      // A hairline of the surface keeps the parts of a stack apart where colours alone might not.
      ...(spec.stacked ? { borderColor: colour("var(--surface)"), borderWidth: 0.75 } : { borderRadius: 2 }),
    },
    emphasis: { disabled: true },
    data: item.values.map((value, index) =>
      index >= spec.partialFrom
        ? { value, itemStyle: { color: hatched(own, colour("var(--surface)")) } }
        : value,
    ),
  };
}

/** Stripes: the bar's time is not over. */
function hatched(colour: string, surface: string): { image: HTMLCanvasElement; repeat: "repeat" } | string {
  const size = 8 * devicePixelRatio;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d");
  if (!context) return colour;
  context.fillStyle = surface;
  context.fillRect(0, 0, size, size);
  context.fillStyle = withAlpha(colour, 0.3);
  context.fillRect(0, 0, size, size);
  context.strokeStyle = colour;
  context.lineWidth = size / 3.5;
  context.beginPath();
  for (const offset of [-size, 0, size]) {
    context.moveTo(offset - 2, size + 2);
    context.lineTo(offset + size + 2, -2);
  }
  context.stroke();
  return { image: canvas, repeat: "repeat" };
}
