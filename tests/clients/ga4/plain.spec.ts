import { expect, test, unknownKey } from "../harness/fixtures.ts";

/** Google publishes no client for the Measurement Protocol: its documentation's fetch is what there is. */
const collect = (base: string, secret: string, body: unknown, debug = "") =>
  fetch(`${base}${debug}/mp/collect?measurement_id=G-TEST0001&api_secret=${secret}`, {
    method: "POST",
    body: JSON.stringify(body),
  });

test.describe("GA4 Measurement Protocol", () => {
  test("tells of pages, purchases and persons", async ({ stored, relay }) => {
    const page = {
      page_location: "https://shop.example.com/?utm_source=ads",
      page_title: "Shop",
      session_id: "17",
    };
    const purchase = { transaction_id: "T1", value: 19.5, currency: "EUR", items: [{ item_id: "a" }] };
    const answer = await collect(relay.url, stored.writeKey, {
      client_id: "client-1",
      events: [{ name: "page_view", params: page }],
    });
    expect(answer.status).toBe(204);
    const known = { client_id: "client-1", user_id: "user-1", user_properties: { plan: { value: "pro" } } };
    for (let times = 0; times < 2; times++)
      await collect(`${relay.url}/ga4`, stored.writeKey, {
        ...known,
        events: [{ name: "purchase", params: purchase }],
      });

    const events = (await stored.exactly("$pageview", "$identify", "purchase")).filter(
      ({ event }) => event !== "$identify",
    );
    expect(events[0]!.properties).toMatchObject({
      url: "https://shop.example.com/?utm_source=ads",
      utm_source: "ads",
      title: "Shop",
    });
    expect(events[0]!.sessionId).toContain("17");
    expect(events[1]!.properties).toMatchObject({ revenue: 19.5, currency: "EUR" });
    const person = await stored.person("user-1", "client-1");
    expect(person.properties).toMatchObject({ plan: "pro" });
  });

  test("says so when the secret is wrong", async ({ stored, relay }) => {
    const page = { client_id: "c", events: [{ name: "page_view", params: {} }] };
    expect((await collect(relay.url, unknownKey, page)).status).toBe(401);
    await stored.nothing();
  });

  test("finds the project by its measurement id where the secret is Google's", async ({ stored, relay }) => {
    const site = await stored.nameSite(`G-${stored.slug.slice(2).toUpperCase()}`);
    const body = JSON.stringify({ client_id: "c", events: [{ name: "sign_up", params: { plan: "pro" } }] });
    const address = `${relay.url}/mp/collect?measurement_id=${site}&api_secret=from-google`;
    expect((await fetch(address, { method: "POST", body })).status).toBe(204);
    await stored.exactly("sign_up");
  });

  test("checks events without storing them", async ({ stored, relay }) => {
    const answer = await collect(
      relay.url,
      stored.writeKey,
      { client_id: "c", events: [{ name: "page_view" }] },
      "/debug",
    );
    expect(await answer.json()).toEqual({ validationMessages: [] });
    await stored.nothing();
  });
});
