import posthog from "posthog-js/dist/module.full.no-external";

window.posthog = posthog as unknown as typeof window.posthog;
