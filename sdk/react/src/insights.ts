import type { Metric, Metrics, Period } from "./types.ts";

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });

const units = { h: "hour", d: "day", m: "month" } as const;

function nameOf(period: Period): string {
  const count = Number(period.slice(0, -1));
  const unit = units[period.at(-1) as keyof typeof units];
  return count === 1 ? unit : `${count} ${unit}s`;
}

/** What the numbers say, in sentences: how each moved against the period before, and when there was most of it. Nothing that is not among them. */
export function insightsOf(metrics: Metrics, period: Period): string[] {
  const sentences: string[] = [];
  for (const metric of Object.values(metrics)) {
    if (metric.total === null) continue;
    sentences.push(movement(metric, nameOf(period)));
    const peak = peakOf(metric);
    if (peak) sentences.push(peak);
  }
  return sentences;
}

function movement({ label, total, previous, change }: Metric, period: string): string {
  const now = `${label}: ${number.format(total ?? 0)} in the last ${period}`;
  if (previous === null) return `${now}.`;
  const before = `than in the ${period} before (${number.format(previous)})`;
  if (change === null)
    return total === 0
      ? `${now}, and none in the ${period} before.`
      : `${now}, none in the ${period} before.`;
  if (change === 0) return `${now}, as many as in the ${period} before.`;
  const rounded = percent.format(Math.abs(change));
  const much = rounded === "0%" ? "under 1%" : rounded;
  return `${now}, ${much} ${change > 0 ? "more" : "less"} ${before}.`;
}

/** Only where one bucket stands out: more than one has something, and one has more than all others. */
function peakOf({ label, points }: Metric): string | undefined {
  const sorted = points.filter((point) => (point.value ?? 0) > 0).sort((a, b) => b.value! - a.value!);
  const [most, next] = sorted;
  if (!most || !next || most.value === next.value) return undefined;
  return `${label}: most at ${timeOf(most.t)} (${number.format(most.value!)}).`;
}

/** As the answer has it, in the zone that was asked for: a day, or a day and an hour. */
const timeOf = (t: string) => t.slice(0, 16).replace("T00:00", "").replace("T", " ");
