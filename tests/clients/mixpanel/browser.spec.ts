import { expect, test, unknownKey } from "../harness/fixtures.ts";
import type { Page } from "../../e2e/fixtures.ts";

const versions = [
  { version: "2.83.0", script: "mixpanel/page.ts" },
  { version: "2.45.0", script: "mixpanel/page-2.45.ts" },
];

const start = (page: Page, token: string, api_host: string, flush = 100) =>
  page.evaluate(
    ([token, api_host, flush]) =>
      window.mixpanel.init(token, {
        api_host,
        track_pageview: true,
        persistence: "localStorage",
        batch_flush_interval_ms: flush,
      }),
    [token, api_host, flush] as const,
  );

for (const { version, script } of versions)
  test.describe(`mixpanel-browser ${version}`, () => {
    test("tells of pages, events, persons and groups", async ({ stored, relay, browsing }) => {
      const page = await browsing.open(script, "/pricing", "utm_source=ads");
      await start(page, stored.writeKey, relay.url);
      await page.evaluate(() => {
        window.mixpanel.track("Viewed", { price: 9.5 });
        window.mixpanel.identify("user-1");
        window.mixpanel.people.set({ plan: "pro" });
        window.mixpanel.people.set_once({ source: "ads" });
        window.mixpanel.people.track_charge(19.5);
        window.mixpanel.set_group("company", "acme");
        window.mixpanel.get_group("company", "acme").set({ seats: 5 });
        window.mixpanel.track("Ordered", { revenue: 19.5, currency: "EUR" });
      });

      await expect
        .poll(async () => (await stored.events()).map(({ event }) => event))
        .toEqual(expect.arrayContaining(["Ordered", "$identify"]));
      const person = await stored.person("user-1");
      await expect
        .poll(async () => (await stored.person("user-1")).properties)
        .toMatchObject({ plan: "pro", source: "ads" });
      const events = await stored.events();
      const named = (name: string) => events.find(({ event }) => event === name)!;
      expect(named("Ordered").groups).toEqual({ company: "acme" });
      expect(named("Viewed").properties).toMatchObject({ utm_source: "ads", $browser: "Chrome" });
      expect(named("Viewed").personId).toBe(person.id);
      await expect
        .poll(() => stored.groups())
        .toMatchObject([{ type: "company", key: "acme", properties: { seats: 5 } }]);
    });

    test("sends what it kept back when the visitor leaves", async ({ stored, relay, browsing }) => {
      const page = await browsing.open(script);
      await start(page, stored.writeKey, `${relay.url}/mixpanel`, 60_000);
      await page.evaluate(() => window.mixpanel.track("Viewed"));
      await browsing.leave();
      await expect.poll(async () => (await stored.events()).map(({ event }) => event)).toContain("Viewed");
    });

    test("gives up with a wrong key", async ({ stored, relay, browsing }) => {
      browsing.expectComplaint(/401/);
      const page = await browsing.open(script);
      await start(page, unknownKey, relay.url);
      await page.evaluate(() => window.mixpanel.track("Viewed"));
      await expect.poll(() => relay.to(/track/).at(-1)?.status).toBe(401);
      await stored.nothing();
    });

    test("loses nothing and doubles nothing when Cairn is busy or an answer is lost", async ({
      stored,
      relay,
      browsing,
    }) => {
      browsing.expectComplaint(/503/, /ERR_EMPTY_RESPONSE/, /Failed to fetch/);
      relay.refuseOnce(/track/);
      relay.loseAnswerOnce(/track/);
      const page = await browsing.open(script);
      await start(page, stored.writeKey, relay.url);
      await page.evaluate(() => window.mixpanel.track("Viewed"));
      await expect.poll(() => relay.to(/track/).filter(({ status }) => status === 0).length).toBe(1);
      await expect.poll(() => relay.to(/track/).at(-1)?.status, { timeout: 30_000 }).toBe(200);
      await stored.settled();
      expect((await stored.events()).filter(({ event }) => event === "Viewed")).toHaveLength(1);
    });
  });

test.describe("mixpanel-browser 2.83.0 in its other words", () => {
  const ways = {
    "as JSON": { api_payload_format: "json" },
    "with GET": { api_method: "GET" },
    "one by one": { batch_requests: false },
  };
  for (const [name, options] of Object.entries(ways))
    test(`sends ${name}`, async ({ stored, relay, browsing }) => {
      const page = await browsing.open("mixpanel/page.ts");
      await page.evaluate(
        ([token, api_host, options]) => {
          window.mixpanel.init(token, { api_host, batch_flush_interval_ms: 100, ...options } as object);
          window.mixpanel.track("Viewed", { note: "ü+>~?&=%" });
        },
        [stored.writeKey, relay.url, options] as const,
      );
      const [event] = await stored.exactly("Viewed");
      expect(event!.properties).toMatchObject({ note: "ü+>~?&=%", $browser: "Chrome" });
    });
});
