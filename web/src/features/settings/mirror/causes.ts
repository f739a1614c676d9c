import type { Cause, Comparison } from "@/api/compare";
import { formatNumber } from "@/lib/format";

/** A likely cause in plain words, with the number behind it. */
export function causeWords({ name, explains, behind }: Cause): string {
  const count = formatNumber(explains);
  switch (name) {
    case "late":
      return `${count} by late events: ${formatNumber(behind)} were received more than an hour after they happened. The other side counts them when they come, or counted before they came.`;
    case "bots":
      return `${count} by bots: ${formatNumber(behind)} events here come from programs, and the other side probably leaves them out.`;
    case "edges":
      return `${count} in the first or last hour: one side has only a part of it.`;
    case "blocked":
      return `${count} more here, in nearly every hour: browsers that block the other vendor, and not your own address.`;
    case "missing":
      return `${count} are missing here: duplicates that Cairn refuses, or requests that never came to Cairn. Which of them cannot be told, for Cairn keeps no count of refused duplicates per event.`;
    default:
      return `${count} more here for no reason that can be seen.`;
  }
}

export const verdictWords: Record<string, string> = { same: "Same", explained: "Explained", open: "Open" };

/** What the shift of hours says, or null. */
export function shiftWords({ shiftHours, differenceUnshifted, difference }: Comparison): string | null {
  if (shiftHours === 0) return null;
  const hours = Math.abs(shiftHours) === 1 ? "1 hour" : `${String(Math.abs(shiftHours))} hours`;
  return `The file's clock is ${hours} ${shiftHours > 0 ? "behind" : "ahead"}: probably its time zone is another. The numbers below are moved; this explains ${formatNumber(differenceUnshifted - difference)} of a difference of ${formatNumber(differenceUnshifted)}.`;
}

const cell = (text: string | number) => {
  const plain = String(text);
  // What begins like a formula must not become one in a spreadsheet.
  const safe = typeof text === "string" && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A line per event and hour. */
export const comparisonCsv = (comparison: Comparison): string =>
  [
    ["event", "hour", "theirs", "ours", "difference"],
    ...comparison.events.flatMap((event) =>
      event.hours.map((hour) => [event.event, hour.t, hour.theirs, hour.ours, hour.ours - hour.theirs]),
    ),
  ]
    .map((line) => line.map(cell).join(","))
    .join("\n");
