import {
  formatCompact,
  formatCurrency,
  formatCurrencyCompact,
  formatDuration,
  formatNumber,
  formatPercent,
  formatPercentShort,
} from "@/lib/format";

/** What a chart's numbers are: percent takes rates of 0..1, duration takes seconds. */
export type ValueFormat = "number" | "percent" | "duration" | { currency: string };

/** The exact value. */
export function formatValue(value: number | null, format: ValueFormat = "number"): string {
  if (typeof format === "object") return formatCurrency(value, format.currency);
  if (format === "percent") return formatPercent(value);
  return format === "duration" ? formatDuration(value) : formatNumber(value);
}

/** The value where there is little room: on an axis, in a bar. */
export function formatValueShort(value: number, format: ValueFormat = "number"): string {
  if (typeof format === "object") return formatCurrencyCompact(value, format.currency);
  if (format === "percent") return formatPercentShort(value);
  return format === "duration" ? formatDuration(value) : formatCompact(value);
}

const powersOfTen = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));

/** Distances between grid lines that read well, ascending. Whole numbers get no line at 0.5. */
export function axisSteps(format: ValueFormat, whole: boolean): number[] {
  if (format === "duration") {
    const minutes = [1, 2, 5, 10, 15, 30].map((value) => value * 60);
    const hours = [1, 2, 3, 6, 12].map((value) => value * 3_600);
    const days = powersOfTen(0, 4).flatMap((power) => [1, 2, 5].map((value) => value * power * 86_400));
    return [0.001, 0.01, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, ...minutes, ...hours, ...days];
  }
  return powersOfTen(whole ? 0 : -6, 12).flatMap((power) => [1, 2, 5].map((value) => value * power));
}

/** A round number just above the largest value, so that a line does not touch the top; never under `least`. */
export function niceCeiling(max: number | null | undefined, least = 4): number {
  if (!max || max <= least) return least;
  const wanted = max * 1.08;
  const magnitude = 10 ** Math.floor(Math.log10(wanted));
  const step =
    [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * magnitude >= wanted) ?? 10;
  return step * magnitude;
}

/** Where the value axis begins and ends for numbers from `min` to `max`. */
export function axisRange(
  min: number | null,
  max: number | null,
  format: ValueFormat,
  whole: boolean,
): [number, number] {
  const least = format === "percent" ? 0.01 : whole ? 4 : 1e-6;
  const floor = min !== null && min < 0 ? -niceCeiling(-min, whole ? 1 : 1e-6) : 0;
  const ceiling = (max ?? 0) <= 0 && floor < 0 ? 0 : niceCeiling(max, (max ?? 0) > 0 ? least : whole ? 4 : 1);
  return [floor, format === "percent" && max !== null && max <= 1 ? Math.min(1, ceiling) : ceiling];
}

/** A value axis in even steps that holds everything from `min` to `max`, with about `lines` grid lines. */
export function evenAxis(
  [min, max]: [number, number],
  format: ValueFormat,
  whole: boolean,
  lines = 5,
): { min: number; max: number; interval: number } {
  const [low, high] = axisRange(min, max, format, whole);
  const interval = axisSteps(format, whole).find((step) => (high - low) / step <= lines) ?? high - low;
  const rounded = (value: number) => Number((value * interval).toPrecision(12));
  return { min: rounded(Math.floor(low / interval)), max: rounded(Math.ceil(high / interval)), interval };
}
