import { quoted, type Recipe } from "../recipe";

/** Traces of calls of language models. */
export const models: readonly Recipe[] = [
  {
    id: "otel",
    name: "OpenTelemetry",
    detail: "traces over HTTP",
    group: "ai",
    runs: "server",
    words: "otlp otel genai openllmetry traceloop llm ai python javascript java",
    format: "otel",
    docs: "docs/formats/otlp.md",
    lines: ({ origin, key }) => [
      {
        label: "In the environment of your program",
        code: `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${origin}/otel/v1/traces
OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf
OTEL_EXPORTER_OTLP_TRACES_HEADERS=authorization=Bearer%20${key}`,
      },
    ],
    notes: [
      "Spans of models, agents and tools become events such as $ai_generation; all others are passed over. Over HTTP, as protobuf or JSON; gRPC is not spoken here.",
    ],
  },
  {
    id: "langfuse",
    name: "Langfuse",
    detail: "SDK",
    group: "ai",
    runs: "server",
    words: "llm ai python javascript",
    format: "langfuse",
    docs: "docs/formats/langfuse.md",
    lines: ({ origin, key }) => [
      {
        label: "In the environment of your program",
        code: `LANGFUSE_PUBLIC_KEY=${key}
LANGFUSE_SECRET_KEY=${key}
LANGFUSE_BASE_URL=${origin}/langfuse`,
      },
      {
        label: "Or in code, JavaScript to version 3",
        code: `new Langfuse({\n  publicKey: ${quoted(key)},\n  secretKey: ${quoted(key)},\n  baseUrl: ${quoted(`${origin}/langfuse`)},\n});`,
      },
    ],
    notes: [
      "JavaScript to version 3 calls the address LANGFUSE_BASEURL, Python LANGFUSE_HOST.",
      "Sending only: prompts and datasets are not there.",
    ],
  },
];
