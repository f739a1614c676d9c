import type { Mirror, MirrorBody } from "@/api/mirror";

/** What the form holds. */
export interface MirrorDraft {
  /** A wire format, `any`, or `forward` for accepted events to PostHog. */
  what: string;
  url: string;
  /** Empty: as it is. */
  key: string;
  redact: boolean;
  passAddress: boolean;
  isOn: boolean;
}

export const draftOf = (mirror: Mirror["mirror"]): MirrorDraft => ({
  what: mirror ? (mirror.forward ? "forward" : (mirror.format ?? "any")) : "posthog",
  url: mirror?.url ?? "",
  key: "",
  redact: mirror?.redact ?? false,
  passAddress: mirror?.passAddress ?? false,
  isOn: mirror?.isOn ?? true,
});

export const bodyOfDraft = (draft: MirrorDraft): MirrorBody => {
  const forwards = draft.what === "forward";
  return {
    format: forwards ? null : draft.what,
    forward: forwards ? "posthog" : null,
    url: draft.url.trim(),
    key: draft.key.trim() === "" ? null : draft.key.trim(),
    redact: draft.redact && !forwards,
    passAddress: draft.passAddress && !forwards,
    isOn: draft.isOn,
  };
};

const names: Record<string, string> = {
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

export const formatName = (format: string): string => names[format] ?? format;
