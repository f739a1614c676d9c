import posthog from "posthog-js-1.57";

window.posthog = posthog as unknown as typeof window.posthog;
