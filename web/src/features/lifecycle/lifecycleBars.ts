import type { LifecycleAnswer, LifecycleBucket } from "@/api/types";
import type { BarSeries } from "@/charts/barsOption";

export const statuses = ["new", "returning", "resurrecting", "dormant"] as const;
export type LifecycleStatus = (typeof statuses)[number];

export const statusLooks: Record<LifecycleStatus, { name: string; colour: string; meaning: string }> = {
  new: { name: "New", colour: "var(--chart-1)", meaning: "active for the first time ever" },
  returning: {
    name: "Returning",
    colour: "var(--chart-3)",
    meaning: "active, and in the interval before too",
  },
  resurrecting: { name: "Resurrecting", colour: "var(--chart-8)", meaning: "active again after a break" },
  dormant: {
    name: "Dormant",
    colour: "var(--chart-other)",
    meaning: "active in the interval before, not in this one",
  },
};

/** A stack per bucket: who is active above zero, who is no longer below it. */
export function lifecycleBars(answer: LifecycleAnswer, hidden: ReadonlySet<string>): BarSeries[] {
  return statuses
    .filter((status) => !hidden.has(status))
    .map((status) => ({
      id: status,
      name: statusLooks[status].name,
      colour: statusLooks[status].colour,
      values: answer.buckets.map((bucket) => (status === "dormant" ? -bucket.dormant : bucket[status])),
    }));
}

/** The last bucket that is over; the first that there is when none is. */
export function lastComplete(answer: LifecycleAnswer): LifecycleBucket | undefined {
  const { partialFrom } = answer.meta;
  const complete = partialFrom
    ? answer.buckets.filter((bucket) => Date.parse(bucket.t) < Date.parse(partialFrom))
    : answer.buckets;
  return complete.at(-1);
}
