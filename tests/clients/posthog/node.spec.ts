import { PostHog } from "posthog-node";
import { expect, test, unknownKey } from "../harness/fixtures.ts";

test.describe("posthog-node", () => {
  test("tells of events, persons and groups", async ({ stored, relay }) => {
    const posthog = new PostHog(stored.writeKey, { host: relay.url });
    posthog.capture({ distinctId: "anon-1", event: "viewed", properties: { price: 9.5 } });
    posthog.alias({ distinctId: "user-1", alias: "anon-1" });
    posthog.identify({ distinctId: "user-1", properties: { plan: "pro", $set_once: { source: "ads" } } });
    posthog.groupIdentify({ groupType: "company", groupKey: "acme", properties: { seats: 5 } });
    posthog.capture({
      distinctId: "user-1",
      event: "order",
      properties: { revenue: 19.5, currency: "EUR" },
      groups: { company: "acme" },
      timestamp: new Date(Date.now() - 3_600_000),
    });
    await posthog.shutdown();

    const events = await stored.exactly("viewed", "$alias", "$identify", "$group", "order");
    const order = events.find(({ event }) => event === "order")!;
    expect(order.properties).toMatchObject({ revenue: 19.5, currency: "EUR", $lib: "posthog-node" });
    expect(order.groups).toEqual({ company: "acme" });
    expect(order.receivedAt.getTime() - order.timestamp.getTime()).toBeGreaterThan(3_500_000);
    expect(order.properties, "nothing is known of the visitor's browser").not.toHaveProperty("$browser");

    const person = await stored.person("user-1", "anon-1");
    expect(person.properties).toEqual({ plan: "pro", source: "ads" });
    expect(events.find(({ event }) => event === "viewed")!.personId).toBe(person.id);
    expect(await stored.groups()).toEqual([{ type: "company", key: "acme", properties: { seats: 5 } }]);
  });

  test("gives up at once with a wrong key", async ({ stored, relay }) => {
    const posthog = new PostHog(unknownKey, { host: relay.url });
    const faults: unknown[] = [];
    posthog.on("error", (fault) => faults.push(fault));
    posthog.capture({ distinctId: "user-1", event: "viewed" });
    await posthog.shutdown();

    expect(relay.to(/batch/).map(({ status }) => status)).toEqual([401]);
    expect(faults).toHaveLength(1);
    await stored.nothing();
  });

  test("loses nothing and doubles nothing when Cairn is busy or an answer is lost", async ({
    stored,
    relay,
  }) => {
    relay.refuseOnce(/batch/);
    relay.loseAnswerOnce(/batch/);
    const posthog = new PostHog(stored.writeKey, { host: `${relay.url}/posthog`, fetchRetryDelay: 50 });
    posthog.capture({ distinctId: "user-1", event: "viewed" });
    posthog.capture({ distinctId: "user-1", event: "bought" });
    await posthog.shutdown();

    expect(relay.to(/^\/posthog\/batch/).map(({ status }) => status)).toEqual([503, 0, 200]);
    await stored.exactly("viewed", "bought");
  });

  test("asks for flags and gets none", async ({ stored, relay }) => {
    const posthog = new PostHog(stored.writeKey, { host: relay.url });
    expect(await posthog.getAllFlags("user-1")).toEqual({});
    await posthog.shutdown();
    expect(relay.to(/flags/).map(({ status }) => status)).toEqual([200]);
  });

  test("tells of what models did, and of exceptions", async ({ stored, relay }) => {
    const posthog = new PostHog(stored.writeKey, { host: relay.url });
    posthog.capture({
      distinctId: "user-1",
      event: "$ai_generation",
      properties: {
        $ai_model: "small-1",
        $ai_input_tokens: 800,
        $ai_total_cost_usd: 0.0125,
        $ai_trace_id: "t1",
      },
    });
    posthog.captureException(new Error("out of paper"), "user-1");
    await expect.poll(() => stored.events()).toHaveLength(2);
    await posthog.shutdown();
    const events = await stored.exactly("$ai_generation", "$exception");
    expect(events.find(({ event }) => event === "$ai_generation")!.properties).toMatchObject({
      $ai_model: "small-1",
      $ai_input_tokens: 800,
      $ai_total_cost_usd: 0.0125,
    });
    expect(JSON.stringify(events.find(({ event }) => event === "$exception")!.properties)).toContain(
      "out of paper",
    );
  });

  test.describe("in its new mode", () => {
    test.beforeEach(() => void (process.env.POSTHOG_CAPTURE_MODE = "v1"));
    test.afterEach(() => void delete process.env.POSTHOG_CAPTURE_MODE);

    test("loses nothing and doubles nothing when Cairn is busy or an answer is lost", async ({
      stored,
      relay,
    }) => {
      relay.refuseOnce(/v1/);
      relay.loseAnswerOnce(/v1/);
      const posthog = new PostHog(stored.writeKey, { host: relay.url, fetchRetryDelay: 50 });
      posthog.capture({ distinctId: "user-1", event: "viewed", properties: { $session_id: "s1" } });
      posthog.capture({ distinctId: "user-1", event: "" });
      await posthog.shutdown();

      expect(relay.to(/i\/v1\/analytics\/events/).map(({ status }) => status)).toEqual([503, 0, 200]);
      const [event] = await stored.exactly("viewed");
      expect(event).toMatchObject({ distinctId: "user-1", sessionId: "s1" });
    });

    test("gives up with a wrong key", async ({ stored, relay }) => {
      const posthog = new PostHog(unknownKey, { host: relay.url });
      const faults: unknown[] = [];
      posthog.on("error", (fault) => faults.push(fault));
      posthog.capture({ distinctId: "user-1", event: "viewed" });
      await posthog.shutdown();
      expect(relay.to(/v1/).map(({ status }) => status)).toEqual([401]);
      expect(faults).toHaveLength(1);
      await stored.nothing();
    });
  });
});
