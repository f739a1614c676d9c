import type { RecentEvent, RecentRequest } from "@/api/types";

/** One thing that was looked for in a request. */
export interface Trait {
  name: string;
  /** What was found: ids, and otherwise names, never values. Empty: nothing. */
  found: string[];
  /** Why nothing may be right. */
  otherwise: string;
}

const page = ["url", "$current_url", "$host", "$pathname", "title", "referrer", "$referrer"];
const device = ["$browser", "$os", "$device_type", "$device_model", "$screen_width"];
const campaign = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "gclid"];
const money = ["revenue", "amount", "currency"];
const model = ["$ai_provider", "$ai_model", "$ai_input_tokens", "$ai_output_tokens", "$ai_total_cost_usd"];

/** What the stored events of a request say: four things always, further ones where they are there. */
export function recognised(request: RecentRequest): Trait[] {
  const events = request.events.filter(isStored);
  const named = (names: readonly string[]) =>
    names.filter((name) => events.some((event) => event.properties.includes(name)));
  const distinct = (all: (string | null)[]) => [...new Set(all.filter((one) => one !== null))];
  const always: Trait[] = [
    { name: "Identity", found: distinct(events.map((event) => event.distinctId)), otherwise: "Nobody." },
    { name: "Page", found: named(page), otherwise: "None, as it should be for a server." },
    {
      name: "Session",
      found: distinct(events.map((event) => event.sessionId ?? null)),
      otherwise: "None sent: a pause of 30 minutes ends one.",
    },
    { name: "Device", found: named(device), otherwise: "None, as it should be for a server." },
  ];
  const further: Trait[] = [
    { name: "Campaign", found: named(campaign), otherwise: "" },
    { name: "Country", found: named(["$country"]), otherwise: "" },
    { name: "Groups", found: distinct(events.flatMap((event) => event.groups ?? [])), otherwise: "" },
    {
      name: "Person",
      found: distinct(events.flatMap((event) => event.personProperties ?? [])),
      otherwise: "",
    },
    { name: "Revenue", found: named(money), otherwise: "" },
    { name: "Model call", found: named(model), otherwise: "" },
  ];
  return [...always, ...further.filter((trait) => trait.found.length > 0)];
}

/** Accepted, or there already. */
export const isStored = (event: RecentEvent) => event.verdict === "accepted" || event.verdict === "duplicate";

/** Nothing of it is stored. */
export const isRefused = (request: RecentRequest) =>
  request.problem !== null || (request.rejected > 0 && request.accepted + request.duplicates === 0);

/** It is refused, or one of its events. */
export const hasRefusals = (request: RecentRequest) => request.problem !== null || request.rejected > 0;

/** The newest request of this format; else the newest of any, which says that something else arrives. */
export function newestOf(requests: readonly RecentRequest[], format: string) {
  const wanted = requests.find((request) => request.format === format);
  return { request: wanted ?? requests[0] ?? null, isWanted: wanted !== undefined };
}

const formats: Record<string, string> = {
  cairn: "Cairn’s own format",
  posthog: "PostHog",
  segment: "Segment",
  rudderstack: "RudderStack",
  mixpanel: "Mixpanel",
  amplitude: "Amplitude",
  plausible: "Plausible",
  umami: "Umami",
  ga4: "Google Analytics 4",
  otel: "OpenTelemetry",
  langfuse: "Langfuse",
};

/** What people call a format. */
export const formatName = (format: string) => formats[format] ?? format;

/** "2 accepted, 1 refused", only what there is. */
export function countsOf(request: RecentRequest, write: (count: number) => string): string {
  const passedOver = Object.values(request.passedOver).reduce((sum, count) => sum + count, 0);
  const parts = [
    [request.accepted, "accepted"],
    [request.duplicates, request.duplicates === 1 ? "duplicate" : "duplicates"],
    [request.rejected, "refused"],
    [passedOver, "passed over"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${write(count)} ${word}`);
  return told.length > 0 ? told.join(", ") : request.problem ? "nothing stored" : "no event";
}
