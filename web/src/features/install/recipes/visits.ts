import { quoted, type Recipe } from "../recipe";

const site = (what: string) =>
  `Or leave ${what} as it is and enter it as a site under Settings, Keys and install: then only the address changes.`;

/** Trackers of visits, which name a site and no key. */
export const visits: readonly Recipe[] = [
  {
    id: "plausible",
    name: "Plausible",
    detail: "tracker",
    group: "keep",
    runs: "browser",
    words: "plausible-tracker javascript web website script",
    format: "plausible",
    docs: "docs/formats/plausible.md",
    lines: ({ origin, key }) => [
      {
        label: "In place of your init",
        code: `import { init } from "@plausible-analytics/tracker";\n\ninit({\n  domain: ${quoted(key)},\n  endpoint: ${quoted(`${origin}/plausible/api/event`)},\n});`,
      },
    ],
    notes: [
      site("the domain"),
      "The tracker sends nothing from localhost and from automated browsers unless it is told to.",
    ],
  },
  {
    id: "umami",
    name: "Umami",
    detail: "tracker",
    group: "keep",
    runs: "browser",
    words: "javascript web website script",
    format: "umami",
    docs: "docs/formats/umami.md",
    lines: ({ origin, key }) => [
      {
        label: "In the head of every page",
        code: `<script defer src="/script.js"\n  data-host-url="${origin}/umami"\n  data-website-id="${key}"></script>`,
      },
    ],
    notes: [site("the website id"), "The script itself is Umami’s: serve your own copy of script.js."],
  },
  {
    id: "umami-node",
    name: "Umami",
    detail: "Node",
    group: "keep",
    runs: "server",
    words: "@umami/node javascript server backend",
    format: "umami",
    docs: "docs/formats/umami.md",
    lines: ({ origin, key }) => [
      {
        label: "In place of your umami.init",
        code: `umami.init({\n  hostUrl: ${quoted(`${origin}/umami`)},\n  websiteId: ${quoted(key)},\n});`,
      },
    ],
    notes: [site("the website id")],
  },
  {
    id: "ga4",
    name: "Google Analytics 4",
    detail: "Measurement Protocol",
    group: "keep",
    runs: "server",
    words: "ga4 google analytics gtag server curl",
    format: "ga4",
    docs: "docs/formats/ga4.md",
    lines: ({ origin, key }) => [
      {
        label: "In place of your request to Google",
        code: `curl "${origin}/ga4/mp/collect?measurement_id=G-XXXX&api_secret=${key}" \\\n  -d '{"client_id":"123.456","events":[{"name":"page_view","params":{"page_location":"https://shop.test/"}}]}'`,
      },
    ],
    notes: [
      "Only the host and api_secret change; the measurement id may stay.",
      "Unlike Google, Cairn refuses what it cannot take, and says why.",
    ],
  },
];
