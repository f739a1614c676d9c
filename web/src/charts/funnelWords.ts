import type { FunnelStep } from "@/api/types";
import { formatDuration, formatNumber, formatPercent, formatPercentShort } from "@/lib/format";
import type { FunnelGroup } from "./FunnelBars";

/** What a bar stands for, in a sentence. */
export function reachedWords(step: FunnelStep, index: number, group: FunnelGroup, unit: string): string {
  const of = group.name ? `${group.name}: ` : "";
  return `${of}${formatNumber(step.count)} ${unit} reached step ${index + 1}, ${step.name}, ${formatPercent(step.fromFirst)} of the first`;
}

export function droppedWords(step: FunnelStep, index: number, group: FunnelGroup, unit: string): string {
  const of = group.name ? `${group.name}: ` : "";
  return `${of}${formatNumber(step.dropped)} ${unit} dropped off before step ${index + 1}, ${step.name}`;
}

export function rateWords(rate: number | null): string {
  return rate === null ? "–" : formatPercentShort(rate);
}

export function medianWords(step: FunnelStep): string | null {
  return step.medianSeconds === null ? null : `${formatDuration(step.medianSeconds)} median`;
}

/** How much of a bar's length those who came so far take, and those who dropped off before. Zero over nobody. */
export function funnelShares(
  steps: readonly FunnelStep[],
  index: number,
): { reached: number; dropped: number } {
  const first = steps[0]?.count ?? 0;
  const step = steps[index];
  if (!step || first === 0) return { reached: 0, dropped: 0 };
  return { reached: step.count / first, dropped: index === 0 ? 0 : step.dropped / first };
}

/** The look of what dropped off: stripes of the bar's colour. */
export function stripes(colour: string): string {
  const line = `color-mix(in oklab, ${colour} 38%, var(--surface))`;
  const gap = `color-mix(in oklab, ${colour} 12%, var(--surface))`;
  return `repeating-linear-gradient(135deg, ${line} 0 2px, ${gap} 2px 7px)`;
}
