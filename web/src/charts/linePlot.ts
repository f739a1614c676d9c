import type uPlot from "uplot";
import { withAlpha } from "./palette";
import { axisRange, axisSteps, formatValueShort, type ValueFormat } from "./valueFormat";

export interface LineSeries {
  id: string;
  name: string;
  /** A CSS colour, of `seriesColour`. */
  colour: string;
  /** One per bucket; null is a gap. */
  values: (number | null)[];
  /** The same buckets of the period before, drawn as a dotted line. */
  previous?: (number | null)[] | undefined;
}

export interface LinePlotSpec {
  series: LineSeries[];
  /** How many buckets there are, and the first that is not over. */
  buckets: number;
  partialFrom: number;
  format: ValueFormat;
}

interface LineOptions extends LinePlotSpec {
  width: number;
  height: number;
  /** What a CSS colour is now; a canvas cannot follow a variable. */
  colour: (css: string) => string;
  labelOf: (index: number) => string;
  onHover: (index: number | null, top: number | null) => void;
}

const font = '12px "Inter Variable", system-ui, sans-serif';

/**
 * Columns: bucket number, then per series the complete buckets, the stretch to those that are not over, and the period
 * before when it has one. Buckets stand at equal distances, so that a day of 23 hours is as wide as its neighbours.
 */
export function plotData({ series, buckets, partialFrom }: LinePlotSpec): uPlot.AlignedData {
  const columns: (number | null)[][] = [Array.from({ length: buckets }, (_, index) => index)];
  for (const { values, previous } of series) {
    columns.push(
      Array.from({ length: buckets }, (_, index) => (index < partialFrom ? (values[index] ?? null) : null)),
    );
    columns.push(
      Array.from({ length: buckets }, (_, index) =>
        partialFrom < buckets && index >= partialFrom - 1 ? (values[index] ?? null) : null,
      ),
    );
    if (previous) columns.push(Array.from({ length: buckets }, (_, index) => previous[index] ?? null));
  }
  return columns as uPlot.AlignedData;
}

/** True when every number is whole: then the axis has no line at a half. */
export function isWhole(series: readonly LineSeries[]): boolean {
  return series.every((line) =>
    [...line.values, ...(line.previous ?? [])].every((value) => value === null || Number.isInteger(value)),
  );
}

export function lineOptions(options: LineOptions): uPlot.Options {
  const { colour, format } = options;
  const surface = colour("var(--surface)");
  const whole = isWhole(options.series);
  const alone = options.series.length === 1;
  return {
    width: options.width,
    height: options.height,
    padding: [12, 28, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: false, range: (_, min, max) => [min, max === min ? min + 1 : max] },
      y: { range: (_, min, max) => axisRange(min, max, format, whole) },
    },
    series: [
      {},
      ...options.series.flatMap((line) =>
        seriesOf(
          line,
          colour(line.colour),
          surface,
          alone && line.values.every((value) => (value ?? 0) >= 0),
          options,
        ),
      ),
    ],
    axes: [
      {
        font,
        stroke: colour("var(--muted)"),
        size: 30,
        gap: 8,
        grid: { show: false },
        ticks: { show: false },
        splits: (plot) => evenSplits(plot.data[0].length, plot.bbox.width / devicePixelRatio),
        values: (_, splits) => splits.map((index) => options.labelOf(index)),
      },
      {
        font,
        stroke: colour("var(--muted)"),
        size: (_, values) =>
          Math.max(40, 18 + 7 * Math.max(0, ...(values ?? []).map((value) => value.length))),
        gap: 8,
        space: 48,
        incrs: axisSteps(format, whole),
        grid: { stroke: colour("var(--line)"), width: 1 },
        ticks: { show: false },
        values: (_, splits) => splits.map((value) => formatValueShort(value, format)),
      },
    ],
    cursor: {
      drag: { x: false, y: false },
      y: false,
      // The upright stands on a bucket, not between two.
      move: (plot, left, top) => [left < 0 ? left : Math.round(plot.valToPos(plot.posToIdx(left), "x")), top],
      points: {
        size: alone ? 9 : 7,
        width: 2,
        stroke: (plot, index) => strokeOf(plot, index),
        fill: () => surface,
      },
    },
    hooks: {
      setCursor: [
        (plot) => {
          const { idx, left, top } = plot.cursor;
          const inside = idx !== null && idx !== undefined && left !== undefined && left >= 0;
          options.onHover(inside ? idx : null, inside ? (top ?? null) : null);
        },
      ],
    },
  };
}

/** The colour a series was given; uPlot hands out strokes as functions. */
function strokeOf(plot: uPlot, index: number): string {
  const stroke = plot.series[index]?.stroke as unknown;
  return typeof stroke === "function"
    ? String((stroke as (plot: uPlot, index: number) => string)(plot, index))
    : String(stroke);
}

function seriesOf(
  line: LineSeries,
  stroke: string,
  surface: string,
  filled: boolean,
  { buckets, partialFrom }: LinePlotSpec,
): uPlot.Series[] {
  const fill = filled ? { fill: (plot: uPlot) => fade(plot, stroke) } : {};
  // A value between two gaps has no line to be on: it is drawn as a point.
  const lone = (from: number, to: number) => (plot: uPlot, column: number) => {
    const values = plot.data[column] ?? [];
    return Array.from({ length: to - from }, (_, index) => from + index).filter(
      (index) =>
        values[index] !== null &&
        (values[index - 1] ?? null) === null &&
        (values[index + 1] ?? null) === null,
    );
  };
  const complete: uPlot.Series = {
    stroke,
    width: 2,
    ...fill,
    points: { show: true, size: 5, width: 1, stroke, fill: stroke, filter: lone(0, partialFrom) },
  };
  const stretch: uPlot.Series = {
    stroke,
    width: 2,
    ...fill,
    dash: [5, 5],
    points: {
      show: true,
      size: 8,
      width: 2,
      stroke,
      fill: surface,
      filter: (plot, column) =>
        Array.from(plot.data[column] ?? []).flatMap((value, index) =>
          index >= partialFrom && value != null ? [index] : [],
        ),
    },
  };
  const before: uPlot.Series = {
    stroke: filled ? withAlpha(stroke, 0.6) : withAlpha(stroke, 0.7),
    width: 1.5,
    dash: [2, 4],
    points: { show: true, size: 4, width: 1, stroke, fill: surface, filter: lone(0, buckets) },
  };
  return line.previous ? [complete, stretch, before] : [complete, stretch];
}

/** The colour, from a breath at the top to nothing at the bottom. */
function fade(plot: uPlot, colour: string): CanvasGradient {
  const { top, height } = plot.bbox;
  const gradient = plot.ctx.createLinearGradient(0, top, 0, top + height);
  gradient.addColorStop(0, withAlpha(colour, 0.16));
  gradient.addColorStop(1, withAlpha(colour, 0));
  return gradient;
}

/** Bucket numbers that get a label: as many as have room, counted back from the last so that today is named. */
export function evenSplits(count: number, width: number, space = 72): number[] {
  if (count <= 1) return [0];
  const room = Math.max(2, Math.floor(width / space));
  const step =
    [1, 2, 3, 4, 5, 7, 10, 14].find((candidate) => Math.ceil(count / candidate) <= room) ??
    Math.ceil(count / room);
  const splits: number[] = [];
  for (let index = count - 1; index >= 0; index -= step) splits.unshift(index);
  return splits;
}

/** The line nearest to a height among those that have a value there. `heightOf` gives px from the top. */
export function nearestLine(
  series: readonly LineSeries[],
  index: number,
  top: number,
  heightOf: (value: number) => number,
): { id: string; previous: boolean } | null {
  let best: { id: string; previous: boolean } | null = null;
  let least = Infinity;
  for (const line of series) {
    for (const previous of [false, true]) {
      const value = (previous ? line.previous : line.values)?.[index];
      if (value === null || value === undefined) continue;
      const distance = Math.abs(heightOf(value) - top);
      if (distance < least) [best, least] = [{ id: line.id, previous }, distance];
    }
  }
  return best;
}
