import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtoExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { expect, test, unknownKey } from "../harness/fixtures.ts";

type Options = NonNullable<ConstructorParameters<typeof JsonExporter>[0]>;

const exporters = [
  { name: "exporter-trace-otlp-http", make: (options: Options) => new JsonExporter(options) },
  { name: "exporter-trace-otlp-proto", make: (options: Options) => new ProtoExporter(options) },
];

for (const { name, make } of exporters) {
  const provide = (url: string, key: string) =>
    new BasicTracerProvider({
      spanProcessors: [
        new BatchSpanProcessor(
          make({
            url: `${url}/v1/traces`,
            headers: { authorization: `Bearer ${key}` },
            compression: "gzip" as Options["compression"],
          }),
        ),
      ],
    });

  test.describe(`@opentelemetry/${name}`, () => {
    test("tells of what models did and what it cost", async ({ stored, relay }) => {
      const provider = provide(relay.url, stored.writeKey);
      const tracer = provider.getTracer("shop");
      const chat = tracer.startSpan("chat small-1", { kind: SpanKind.CLIENT });
      chat.setAttributes({
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "acme.ai",
        "gen_ai.request.model": "small-1",
        "gen_ai.usage.input_tokens": 800,
        "gen_ai.usage.output_tokens": 120,
        "gen_ai.usage.cache_read.input_tokens": 300,
        "user.id": "user-1",
        "session.id": "talk-1",
      });
      chat.end();
      const failed = tracer.startSpan("chat small-1");
      failed.setAttributes({
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "small-1",
        "user.id": "user-1",
      });
      failed.setStatus({ code: SpanStatusCode.ERROR, message: "too long" });
      failed.end();
      tracer.startSpan("SELECT").end();
      await provider.shutdown();

      const events = await stored.exactly("$ai_generation", "$ai_generation");
      const told = events.find(({ properties }) => properties.$ai_provider !== undefined)!;
      expect(told).toMatchObject({ distinctId: "user-1", sessionId: "talk-1" });
      expect(told.properties).toMatchObject({
        $ai_provider: "acme.ai",
        $ai_model: "small-1",
        $ai_input_tokens: 500, // Without the cached ones.
        $ai_cache_read_input_tokens: 300,
        $ai_output_tokens: 120,
        $ai_trace_id: chat.spanContext().traceId,
        $ai_span_id: chat.spanContext().spanId,
      });
      expect(events.filter(({ properties }) => properties.$ai_is_error === true)).toHaveLength(1);
    });

    test("knows whose call it was when only the trace's first span tells", async ({ stored, relay }) => {
      const provider = provide(relay.url, stored.writeKey);
      const tracer = provider.getTracer("shop");
      const root = tracer.startSpan("POST /ask", {
        attributes: { "user.id": "user-1", "session.id": "talk-1" },
      });
      const attributes = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "small-1" };
      tracer.startSpan("chat", { attributes }, trace.setSpan(ROOT_CONTEXT, root)).end();
      await provider.forceFlush();
      await stored.exactly("$ai_generation");
      root.end();
      await provider.shutdown();
      const events = await stored.exactly("$ai_generation", "$identify");
      const person = await stored.person("user-1");
      expect(new Set(events.map(({ personId }) => personId))).toEqual(new Set([person.id]));
    });

    test("gives up at once with a wrong key", async ({ stored, relay }) => {
      const provider = provide(relay.url, unknownKey);
      provider
        .getTracer("shop")
        .startSpan("chat", { attributes: { "gen_ai.operation.name": "chat" } })
        .end();
      await expect(provider.shutdown()).rejects.toThrow("Unauthorized");
      expect(relay.to(/traces/).map(({ status }) => status)).toEqual([401]);
      await stored.nothing();
    });

    test("loses nothing and doubles nothing when Cairn is busy or an answer is lost", async ({
      stored,
      relay,
    }) => {
      relay.refuseOnce(/traces/);
      relay.loseAnswerOnce(/traces/);
      const provider = provide(`${relay.url}/otel`, stored.writeKey);
      provider
        .getTracer("shop")
        .startSpan("chat", { attributes: { "gen_ai.operation.name": "chat", "user.id": "user-1" } })
        .end();
      await provider.shutdown();
      await stored.exactly("$ai_generation");
    });
  });
}
