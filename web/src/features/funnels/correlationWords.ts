import type { CorrelationItem } from "@/api/types";
import { formatNumber, formatPropertyValue } from "@/lib/format";

/** What the trait is: "did note_shared", "plan is pro". */
export function traitWords(item: CorrelationItem): string {
  if (item.type === "event") return `did ${item.event ?? ""}`;
  return `${item.property ?? ""} is ${formatPropertyValue(item.value)}`;
}

/** How far the odds differ, towards whichever side: 0.25 reads better as "4 times less likely". */
export function oddsWords(item: CorrelationItem): string {
  const times = item.oddsRatio >= 1 ? item.oddsRatio : 1 / item.oddsRatio;
  if (times < 1.005) return "same odds";
  return `${formatNumber(times)}× ${item.oddsRatio >= 1 ? "the odds to convert" : "the odds to drop off"}`;
}

/** The interval in which the true ratio lies, in the same direction as the words. */
export function intervalWords(item: CorrelationItem): string {
  const [low, high] = item.oddsRatio >= 1 ? [item.low, item.high] : [1 / item.high, 1 / item.low];
  return `${formatNumber(low)} to ${formatNumber(high)}`;
}

/** Whether to believe it. */
export function certaintyWords(item: CorrelationItem): string {
  if (item.tooFew) return "Too few to say";
  return item.isSignificant ? "Hardly by chance" : "Could be chance";
}
