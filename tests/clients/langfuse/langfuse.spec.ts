import { Langfuse } from "langfuse";
import { expect, test, unknownKey } from "../harness/fixtures.ts";

const keys = (key: string) => ({ publicKey: "pk-any", secretKey: key });

test.describe("langfuse", () => {
  test("tells of what models did and what it cost", async ({ stored, relay }) => {
    const langfuse = new Langfuse({ ...keys(stored.writeKey), baseUrl: relay.url });
    const trace = langfuse.trace({ name: "answer", userId: "user-1", sessionId: "talk-1" });
    const generation = trace.generation({ name: "chat", model: "small-1", input: "a question" });
    await langfuse.flushAsync(); // The model takes its time: the rest comes in another request.
    generation.end({
      output: "an answer",
      usage: { input: 800, output: 120 },
      costDetails: { total: 0.0125 },
    });
    trace.generation({ name: "chat", model: "small-1", level: "ERROR", statusMessage: "too long" }).end();
    trace.update({ output: "an answer" });
    trace.score({ name: "helpful", value: 1 });
    await langfuse.shutdownAsync();

    const names = ["$ai_generation", "$ai_generation", "$ai_feedback", "$ai_trace"];
    const events = await stored.exactly(...names);
    const told = events.find(({ properties }) => properties.$ai_span_id === generation.id)!;
    expect(told).toMatchObject({ distinctId: "user-1", sessionId: "talk-1" });
    expect(told.properties).toMatchObject({
      $ai_model: "small-1",
      $ai_input_tokens: 800,
      $ai_output_tokens: 120,
      $ai_total_cost_usd: 0.0125,
      $ai_trace_id: trace.id,
    });
    expect(events.filter(({ properties }) => properties.$ai_is_error === true)).toHaveLength(1);
  });

  test("stores nothing with a wrong key", async ({ stored, relay }) => {
    const langfuse = new Langfuse({
      ...keys(unknownKey),
      baseUrl: relay.url,
      fetchRetryCount: 1,
      fetchRetryDelay: 10,
    });
    langfuse.trace({ name: "answer" });
    await langfuse.shutdownAsync();
    expect(relay.to(/ingestion/).map(({ status }) => status)).toEqual([401, 401]);
    await stored.nothing();
  });

  test("loses nothing and doubles nothing when Cairn is busy or an answer is lost", async ({
    stored,
    relay,
  }) => {
    relay.refuseOnce(/ingestion/);
    relay.loseAnswerOnce(/ingestion/);
    const langfuse = new Langfuse({
      ...keys(stored.writeKey),
      baseUrl: `${relay.url}/langfuse`,
      fetchRetryDelay: 10,
    });
    langfuse.generation({ name: "chat", model: "small-1" }).end({ usage: { input: 8, output: 1 } });
    await langfuse.shutdownAsync();
    const [event] = await stored.exactly("$ai_generation");
    expect(event!.properties).toMatchObject({ $ai_input_tokens: 8, $ai_output_tokens: 1 });
  });
});
