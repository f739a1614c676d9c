import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { expect, test, unknownKey } from "../harness/fixtures.ts";

test.describe("@rudderstack/rudder-sdk-node", () => {
  test("tells of events, pages, persons and groups", async ({ stored, relay }) => {
    const analytics = new RudderAnalytics(stored.writeKey, { dataPlaneUrl: relay.url });
    analytics.track({ anonymousId: "anon-1", event: "Viewed", properties: { price: 9.5 } });
    analytics.identify({ anonymousId: "anon-1", userId: "user-1", traits: { plan: "pro" } });
    analytics.page({
      userId: "user-1",
      name: "Pricing",
      properties: { url: "https://shop.example.com/pricing" },
    });
    analytics.screen({ userId: "user-1", name: "Home" });
    analytics.group({ userId: "user-1", groupId: "acme", traits: { seats: 5 } });
    analytics.track({
      userId: "user-1",
      event: "Order Completed",
      properties: { revenue: 19.5, currency: "EUR" },
    });
    analytics.alias({ userId: "user-1", previousId: "old-1" });
    await analytics.flush();

    const events = await stored.exactly(
      "Viewed",
      "$identify",
      "$pageview",
      "$screen",
      "$group",
      "Order Completed",
      "$alias",
    );
    const named = (name: string) => events.find(({ event }) => event === name)!;
    expect(named("$pageview").properties).toMatchObject({
      url: "https://shop.example.com/pricing",
      $pathname: "/pricing",
    });
    expect(named("Order Completed").properties).toMatchObject({ revenue: 19.5, currency: "EUR" });

    const person = await stored.person("user-1", "anon-1", "old-1");
    expect(person.properties).toMatchObject({ plan: "pro" });
    expect(named("Viewed").personId).toBe(person.id);
    expect(await stored.groups()).toMatchObject([{ key: "acme", properties: { seats: 5 } }]);
  });

  test("gives up at once with a wrong key", async ({ stored, relay }) => {
    const faults: unknown[] = [];
    const analytics = new RudderAnalytics(unknownKey, {
      dataPlaneUrl: relay.url,
      errorHandler: (fault) => faults.push(fault),
    });
    analytics.track({ userId: "user-1", event: "Viewed" });
    await analytics.flush().catch(() => undefined);

    expect(relay.to(/v1/).map(({ status }) => status)).toEqual([401]);
    expect(faults).toHaveLength(1);
    await stored.nothing();
  });

  test("loses nothing and doubles nothing when Cairn is busy or an answer is lost", async ({
    stored,
    relay,
  }) => {
    relay.refuseOnce(/v1/);
    relay.loseAnswerOnce(/v1/);
    const analytics = new RudderAnalytics(stored.writeKey, { dataPlaneUrl: `${relay.url}/rudderstack` });
    analytics.track({ userId: "user-1", event: "Viewed" });
    await analytics.flush();

    expect(relay.to(/v1/).map(({ status }) => status)).toEqual([503, 0, 200]);
    await stored.exactly("Viewed");
  });
});
