import { quoted, type Recipe } from "../recipe";

export const posthog: readonly Recipe[] = [
  {
    id: "posthog-js",
    name: "PostHog",
    detail: "browser",
    group: "keep",
    runs: "browser",
    words: "posthog-js javascript autocapture web",
    format: "posthog",
    docs: "docs/formats/posthog.md",
    lines: ({ origin, key }) => [
      {
        label: "In place of your posthog.init",
        code: `posthog.init(${quoted(key)}, {\n  api_host: ${quoted(origin)},\n});`,
      },
    ],
    notes: [
      "PostHog’s HTML snippet loads its code from api_host: use the npm package posthog-js, or your own copy of array.js.",
      "Session replay is taken and not kept; there are no feature flags.",
    ],
  },
  {
    id: "posthog-node",
    name: "PostHog",
    detail: "Node",
    group: "keep",
    runs: "server",
    words: "posthog-node javascript server backend python",
    format: "posthog",
    docs: "docs/formats/posthog.md",
    lines: ({ origin, key }) => [
      {
        label: "In place of your new PostHog",
        code: `const posthog = new PostHog(${quoted(key)}, {\n  host: ${quoted(origin)},\n});`,
      },
    ],
    notes: [
      "PostHog’s other server libraries take the same two: their host, and a write key as project API key.",
    ],
  },
];
