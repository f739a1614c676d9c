import { LangfuseSpanProcessor } from "@langfuse/otel";
import { setLangfuseTracerProvider, startObservation } from "@langfuse/tracing";
import { BasicTracerProvider } from "@opentelemetry/sdk-trace-base";
import { expect, test } from "../harness/fixtures.ts";

test.describe("@langfuse/otel", () => {
  // The client has one provider for its process.
  test.describe.configure({ mode: "serial" });

  for (const prefix of ["", "/langfuse"])
    test(`tells of what models did at ${prefix || "the root"}`, async ({ stored, relay }) => {
      if (prefix) relay.refuseOnce(/otel/);
      const processor = new LangfuseSpanProcessor({
        publicKey: "pk-any",
        secretKey: stored.writeKey,
        baseUrl: relay.url + prefix,
        exportMode: "immediate",
      });
      setLangfuseTracerProvider(new BasicTracerProvider({ spanProcessors: [processor] }));
      const generation = startObservation(
        "chat",
        { model: "small-1", usageDetails: { input: 800, output: 120 }, costDetails: { total: 0.0125 } },
        { asType: "generation" },
      );
      generation.end();
      await processor.forceFlush();
      await processor.shutdown();

      const [event] = await stored.exactly("$ai_generation");
      expect(event!.properties).toMatchObject({
        $ai_model: "small-1",
        $ai_input_tokens: 800,
        $ai_output_tokens: 120,
        $ai_total_cost_usd: 0.0125,
      });
    });
});
