import { createInstance, Identify, Revenue } from "@amplitude/analytics-node";
import { expect, test, unknownKey } from "../harness/fixtures.ts";

const quietly = { logLevel: 0, flushIntervalMillis: 50 } as const;

test.describe("@amplitude/analytics-node", () => {
  test("tells of events, persons and groups", async ({ stored, relay }) => {
    const amplitude = createInstance();
    await amplitude.init(stored.writeKey, { ...quietly, serverUrl: `${relay.url}/2/httpapi` }).promise;
    amplitude.track("Viewed", { price: 9.5 }, { device_id: "device-1" });
    amplitude.identify(new Identify().set("plan", "pro").setOnce("source", "ads").add("visits", 3), {
      user_id: "user-1",
      device_id: "device-1",
    });
    amplitude.identify(new Identify().set("city", "Bern"), { user_id: "user-1" });
    amplitude.identify(new Identify().unset("city"), { user_id: "user-1" });
    amplitude.groupIdentify("company", "acme", new Identify().set("seats", 5), { user_id: "user-1" });
    amplitude.track("Ordered", { sku: "a" }, { user_id: "user-1", groups: { company: "acme" } });
    amplitude.revenue(new Revenue().setProductId("a").setPrice(9.75).setQuantity(2), { user_id: "user-1" });
    const results = await amplitude.flush().promise;
    expect(results).toBeUndefined();

    const events = await stored.exactly(
      ...["Viewed", "$identify", "$identify", "$identify", "$group", "Ordered", "revenue"],
    );
    const named = (name: string) => events.find(({ event }) => event === name)!;
    expect(named("Ordered").groups).toEqual({ company: "acme" });
    expect(named("revenue").properties).toMatchObject({ revenue: 19.5 });
    expect(named("Viewed").properties, "nothing is known of the visitor's browser").not.toHaveProperty(
      "$browser",
    );
    const person = await stored.person("user-1", "device-1");
    expect(named("Viewed").personId).toBe(person.id);
    expect(person.properties).toEqual({ plan: "pro", source: "ads", visits: 3 });
    expect(await stored.groups()).toMatchObject([{ type: "company", key: "acme", properties: { seats: 5 } }]);
  });

  test("gives up at once with a wrong key", async ({ stored, relay }) => {
    const amplitude = createInstance();
    await amplitude.init(unknownKey, { ...quietly, serverUrl: `${relay.url}/2/httpapi` }).promise;
    const { code } = await amplitude.track("Viewed", {}, { user_id: "user-1" }).promise;
    expect(code).toBe(401);
    expect(relay.to(/httpapi/)).toHaveLength(1);
    await stored.nothing();
  });

  test("tries again when Cairn is busy", async ({ stored, relay }) => {
    relay.refuseOnce(/httpapi/);
    const amplitude = createInstance();
    await amplitude.init(stored.writeKey, { ...quietly, serverUrl: `${relay.url}/amplitude/2/httpapi` })
      .promise;
    const { code } = await amplitude.track("Viewed", {}, { user_id: "user-1" }).promise;
    expect(code).toBe(200);
    await stored.exactly("Viewed");
  });

  test("does not double an event that the application sends again when its answer was lost", async ({
    stored,
    relay,
  }) => {
    relay.loseAnswerOnce(/httpapi/);
    const amplitude = createInstance();
    await amplitude.init(stored.writeKey, { ...quietly, serverUrl: `${relay.url}/2/httpapi` }).promise;
    const track = () => amplitude.track("Viewed", {}, { user_id: "user-1", insert_id: "one" }).promise;
    expect((await track()).code, "the client gives up").toBe(0);
    expect((await track()).code).toBe(200);
    await stored.exactly("Viewed");
  });

  test("sends batches where PostHog's clients send theirs", async ({ stored, relay }) => {
    const amplitude = createInstance();
    await amplitude.init(stored.writeKey, { ...quietly, useBatch: true, serverUrl: `${relay.url}/batch` })
      .promise;
    const { code } = await amplitude.track("Viewed", {}, { user_id: "user-1" }).promise;
    expect(code).toBe(200);
    await stored.exactly("Viewed");
  });
});
