import { hostOf, quoted, type Recipe } from "../recipe";

/** Clients that send events of persons they know by an id. */
export const events: readonly Recipe[] = [
  {
    id: "segment-browser",
    name: "Segment",
    detail: "browser",
    group: "keep",
    runs: "browser",
    words: "analytics-next analytics.js javascript web twilio",
    format: "segment",
    docs: "docs/formats/segment.md",
    lines: ({ origin, key }) => [
      {
        label: "In place of your AnalyticsBrowser.load",
        code: `AnalyticsBrowser.load({\n  writeKey: ${quoted(key)},\n  cdnURL: ${quoted(origin)},\n});`,
      },
    ],
    notes: ["The library asks cdnURL for its settings, and these lead its events here."],
  },
  {
    id: "segment-node",
    name: "Segment",
    detail: "Node",
    group: "keep",
    runs: "server",
    words: "analytics-node javascript server backend twilio",
    format: "segment",
    docs: "docs/formats/segment.md",
    lines: ({ origin, key }) => [
      {
        label: "In place of your new Analytics",
        code: `const analytics = new Analytics({\n  writeKey: ${quoted(key)},\n  host: ${quoted(origin)},\n  path: "/segment/v1/batch",\n});`,
      },
    ],
    notes: ["host loses its path in this library, so the path stands alone."],
  },
  {
    id: "rudderstack-browser",
    name: "RudderStack",
    detail: "browser",
    group: "keep",
    runs: "browser",
    words: "rudder rudderanalytics javascript web",
    format: "rudderstack",
    docs: "docs/formats/rudderstack.md",
    lines: ({ origin, key }) => [
      {
        label: "In place of your load",
        code: `rudderanalytics.load(${quoted(key)}, ${quoted(`${origin}/rudderstack`)}, {\n  configUrl: ${quoted(`${origin}/rudderstack`)},\n});`,
      },
    ],
    notes: ["configUrl is needed: the library sends nothing before it has its configuration."],
  },
  {
    id: "rudderstack-node",
    name: "RudderStack",
    detail: "Node",
    group: "keep",
    runs: "server",
    words: "rudder rudder-sdk-node javascript server backend",
    format: "rudderstack",
    docs: "docs/formats/rudderstack.md",
    lines: ({ origin, key }) => [
      {
        label: "In place of your new RudderAnalytics",
        code: `const client = new RudderAnalytics(${quoted(key)}, {\n  dataPlaneUrl: ${quoted(`${origin}/rudderstack`)},\n});`,
      },
    ],
    notes: [],
  },
  {
    id: "mixpanel-browser",
    name: "Mixpanel",
    detail: "browser",
    group: "keep",
    runs: "browser",
    words: "mixpanel-browser javascript web",
    format: "mixpanel",
    docs: "docs/formats/mixpanel.md",
    lines: ({ origin, key }) => [
      {
        label: "In place of your mixpanel.init",
        code: `mixpanel.init(${quoted(key)}, {\n  api_host: ${quoted(`${origin}/mixpanel`)},\n});`,
      },
    ],
    notes: ["Session replay is taken and not kept."],
  },
  {
    id: "mixpanel-node",
    name: "Mixpanel",
    detail: "Node",
    group: "keep",
    runs: "server",
    words: "javascript server backend",
    format: "mixpanel",
    docs: "docs/formats/mixpanel.md",
    lines: ({ origin, key }) => [
      {
        label: "In place of your Mixpanel.init",
        code: `const mixpanel = Mixpanel.init(${quoted(key)}, {\n  host: ${quoted(hostOf(origin))},\n  path: "/mixpanel",${origin.startsWith("http:") ? `\n  protocol: "http",` : ""}\n});`,
      },
    ],
    notes: ["This library never sends again by itself: hand each call a callback where a loss matters."],
  },
  {
    id: "amplitude-browser",
    name: "Amplitude",
    detail: "browser",
    group: "keep",
    runs: "browser",
    words: "analytics-browser javascript web",
    format: "amplitude",
    docs: "docs/formats/amplitude.md",
    lines: ({ origin, key }) => [
      {
        label: "In place of your amplitude.init",
        code: `amplitude.init(${quoted(key)}, {\n  serverUrl: ${quoted(`${origin}/amplitude/2/httpapi`)},\n  fetchRemoteConfig: false,\n});`,
      },
    ],
    notes: ["Without fetchRemoteConfig: false the library asks Amplitude for its configuration."],
  },
  {
    id: "amplitude-node",
    name: "Amplitude",
    detail: "Node",
    group: "keep",
    runs: "server",
    words: "analytics-node javascript server backend",
    format: "amplitude",
    docs: "docs/formats/amplitude.md",
    lines: ({ origin, key }) => [
      {
        label: "In place of your amplitude.init",
        code: `amplitude.init(${quoted(key)}, {\n  serverUrl: ${quoted(`${origin}/amplitude/2/httpapi`)},\n});`,
      },
    ],
    notes: ["The same for Amplitude’s HTTP API: change the address, and api_key to the write key."],
  },
];
