import type { Filter, TrendsQuestion } from "@/api/types";

/** The question behind one line of a list, over the same days; its total is the line's number. */
function lastDays(event: string | null, where?: Filter): TrendsQuestion {
  return {
    kind: "trends",
    range: { from: "-7d" },
    interval: "day",
    series: [{ event, measure: "count", ...(where ? { where } : {}) }],
  };
}

const is = (property: string, value: string): Filter => ({ property, op: "eq", value });

export const topQuestions = {
  events: (name: string) => lastDays(name),
  pages: (path: string) => lastDays("$pageview", is("$pathname", path)),
  referrers: (domain: string) => lastDays("$pageview", is("$referring_domain", domain)),
  countries: (code: string) => lastDays(null, is("$country", code)),
  devices: (name: string) => lastDays(null, is("$device_type", name)),
} as const;
