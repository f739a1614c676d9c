import type { TimelineSession } from "@/api/types";
import { pageOf } from "@/lib/eventWords";

/** What a session's events say about it as a whole. */
export interface SessionFacts {
  /** Device, browser, country: those that an event names. */
  where: string[];
  /** The pages in the order they were seen, none twice in a row. */
  pages: string[];
  seconds: number;
}

const whereProperties = ["$device_type", "$browser", "$country"] as const;

export function sessionFacts({ start, end, events }: TimelineSession): SessionFacts {
  const where = whereProperties.flatMap((name) => {
    const value = events
      .map((item) => item.properties[name])
      .find((one) => typeof one === "string" && one !== "");
    return typeof value === "string" ? [value] : [];
  });
  const pages: string[] = [];
  for (const item of events.toReversed()) {
    if (item.event !== "$pageview" && item.event !== "$screen") continue;
    const page = pageOf(item);
    if (page !== null && pages.at(-1) !== page) pages.push(page);
  }
  return { where, pages, seconds: (Date.parse(end) - Date.parse(start)) / 1_000 };
}

/** A key that stays while further pages load. */
export const sessionKey = (session: TimelineSession) =>
  session.events[0]?.id ?? `${session.start}${session.end}`;
