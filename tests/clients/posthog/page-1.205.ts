import posthog from "posthog-js-1.205";

window.posthog = posthog as unknown as typeof window.posthog;
