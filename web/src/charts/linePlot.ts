import type uPlot from "uplot";

export interface LineChartPoint {
  /** Start of the bucket, ISO 8601. */
  t: string;
  /** On the axis: Nov 18. */
  short: string;
  /** In the tip and the table: Wed, Nov 18. */
  long: string;
  value: number | null;
  previous?: number | null;
  previousLabel?: string;
}

interface LineOptions {
  width: number;
  height: number;
  compared: boolean;
  /** The colour of a design token now; a canvas cannot follow a variable. */
  colour: (token: string) => string;
  labelOf: (index: number) => string;
  valueOf: (value: number) => string;
  onHover: (index: number | null) => void;
}

const font = '12px "Inter Variable", system-ui, sans-serif';

/**
 * Columns: bucket number, the complete buckets, the last stretch to a partial bucket, and the previous period when
 * compared. Buckets stand at equal distances, so that a day of 23 hours is as wide as its neighbours.
 */
export function plotData(
  points: LineChartPoint[],
  partialLast: boolean,
  compared: boolean,
): uPlot.AlignedData {
  const last = points.length - 1;
  const complete = points.map((point, index) => (partialLast && index === last ? null : point.value));
  const stretch = points.map((point, index) => (partialLast && index >= last - 1 ? point.value : null));
  const columns: (number | null)[][] = [points.map((_, index) => index), complete, stretch];
  if (compared) columns.push(points.map((point) => point.previous ?? null));
  return columns as uPlot.AlignedData;
}

export function lineOptions(options: LineOptions): uPlot.Options {
  const { colour } = options;
  const accent = colour("accent");
  const surface = colour("surface");
  const series: uPlot.Series[] = [
    {},
    { stroke: accent, width: 2, fill: (plot) => fade(plot, accent), points: { show: false } },
    {
      stroke: accent,
      width: 2,
      fill: (plot) => fade(plot, accent),
      dash: [5, 5],
      points: {
        show: true,
        size: 8,
        width: 2,
        stroke: accent,
        fill: surface,
        filter: (plot) => [plot.data[0].length - 1],
      },
    },
  ];
  if (options.compared) {
    series.push({ stroke: colour("line-strong"), width: 1.5, dash: [2, 4], points: { show: false } });
  }
  return {
    width: options.width,
    height: options.height,
    padding: [12, 28, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: false, range: (_, min, max) => [min, max === min ? min + 1 : max] },
      y: { range: (_, __, max) => [0, niceCeiling(max)] },
    },
    series,
    axes: [
      {
        font,
        stroke: colour("muted"),
        size: 30,
        gap: 8,
        grid: { show: false },
        ticks: { show: false },
        splits: (plot) => evenSplits(plot.data[0].length, plot.bbox.width / devicePixelRatio),
        values: (_, splits) => splits.map((index) => options.labelOf(index)),
      },
      {
        font,
        stroke: colour("muted"),
        size: 48,
        gap: 8,
        space: 48,
        incrs: [1, 2, 5]
          .flatMap((step) => Array.from({ length: 12 }, (_, power) => step * 10 ** power))
          .sort((a, b) => a - b),
        grid: { stroke: colour("line"), width: 1 },
        ticks: { show: false },
        values: (_, splits) => splits.map((value) => options.valueOf(value)),
      },
    ],
    cursor: {
      drag: { x: false, y: false },
      y: false,
      points: { size: 9, width: 2, stroke: () => accent, fill: () => surface },
    },
    hooks: {
      setCursor: [
        (plot) => {
          const { idx, left } = plot.cursor;
          options.onHover(idx === null || idx === undefined || left === undefined || left < 0 ? null : idx);
        },
      ],
    },
  };
}

/** The accent, from a breath at the top to nothing at the bottom. */
function fade(plot: uPlot, accent: string): CanvasGradient {
  const { top, height } = plot.bbox;
  const gradient = plot.ctx.createLinearGradient(0, top, 0, top + height);
  gradient.addColorStop(0, accent.replace(/\)$/, " / 0.16)"));
  gradient.addColorStop(1, accent.replace(/\)$/, " / 0)"));
  return gradient;
}

/** Bucket numbers that get a label: as many as have room, counted back from the last so that today is named. */
export function evenSplits(count: number, width: number): number[] {
  if (count <= 1) return [0];
  const room = Math.max(2, Math.floor(width / 72));
  const step =
    [1, 2, 3, 4, 5, 7, 10, 14].find((candidate) => Math.ceil(count / candidate) <= room) ??
    Math.ceil(count / room);
  const splits: number[] = [];
  for (let index = count - 1; index >= 0; index -= step) splits.unshift(index);
  return splits;
}

/** A round number just above the largest value, so that the line does not touch the top; never under 4. */
export function niceCeiling(max: number | null | undefined): number {
  if (!max || max <= 4) return 4;
  const wanted = max * 1.08;
  const magnitude = 10 ** Math.floor(Math.log10(wanted));
  const step =
    [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * magnitude >= wanted) ?? 10;
  return step * magnitude;
}
