import { expect, test, unknownKey } from "../harness/fixtures.ts";
import type { Page } from "../../e2e/fixtures.ts";

const versions = [
  { version: "1.434.18", script: "posthog/page.ts" },
  { version: "1.205.1", script: "posthog/page-1.205.ts" },
  { version: "1.57.4", script: "posthog/page-1.57.ts" },
];

const ingest = /\/(e|i\/v0\/e)\//;

const start = (page: Page, key: string, api_host: string) =>
  page.evaluate(
    ([key, api_host]) => {
      window.posthog.init(key, {
        api_host,
        request_queue_config: { flush_interval_ms: 250 },
        person_profiles: "always",
      });
    },
    [key, api_host] as const,
  );

for (const { version, script } of versions)
  test.describe(`posthog-js ${version}`, () => {
    test("tells of pages, clicks, events, persons and groups", async ({ stored, relay, browsing }) => {
      const page = await browsing.open(script, "/pricing", "utm_source=ads");
      await start(page, stored.writeKey, relay.url);
      await expect.poll(() => relay.to(ingest).length).toBeGreaterThan(0);
      await page.evaluate(() => window.posthog.capture("viewed", { price: 9.5 }));
      await page.click("#buy");
      await page.evaluate(() => {
        window.posthog.identify("user-1", { plan: "pro" }, { source: "ads" });
        window.posthog.group("company", "acme", { seats: 5 });
        window.posthog.capture("order", { revenue: 19.5, currency: "EUR" });
        window.posthog.alias("user-one");
      });
      await expect.poll(async () => (await stored.events()).map(({ event }) => event)).toContain("$alias");
      await browsing.leave();

      const events = await stored.exactly(
        "$pageview",
        "viewed",
        "$autocapture",
        "$identify",
        "$group",
        "order",
        "$alias",
        "$pageleave",
      );
      const named = (name: string) => events.find(({ event }) => event === name)!;
      expect(named("$pageview").properties).toMatchObject({
        utm_source: "ads",
        $pathname: "/pricing",
        $browser: "Chrome",
        $device_type: "Desktop",
      });
      expect(named("$pageview").sessionId).toBeTruthy();
      expect(named("order").groups).toEqual({ company: "acme" });
      const person = await stored.person("user-1", "user-one");
      expect(person.properties).toMatchObject({ plan: "pro", source: "ads" });
      expect(new Set(events.map(({ personId }) => personId)), "all of it was one person").toEqual(
        new Set([person.id]),
      );
      expect(await stored.groups()).toEqual([{ type: "company", key: "acme", properties: { seats: 5 } }]);
    });

    test("begins a new person after reset", async ({ stored, relay, browsing }) => {
      const page = await browsing.open(script);
      await start(page, stored.writeKey, `${relay.url}/posthog`);
      await page.evaluate(() => {
        window.posthog.identify("user-1");
        window.posthog.reset();
        window.posthog.capture("viewed");
      });
      const events = await stored.exactly("$pageview", "$identify", "viewed");
      expect(new Set(events.map(({ personId }) => personId)).size).toBe(2);
    });

    test("gives up with a wrong key", async ({ stored, relay, browsing }) => {
      browsing.expectComplaint(/401/);
      const page = await browsing.open(script);
      await start(page, unknownKey, relay.url);
      await expect.poll(() => relay.to(ingest).map(({ status }) => status)).toEqual([401]);
      await stored.nothing();
    });

    test("loses nothing and doubles nothing when Cairn is busy or an answer is lost", async ({
      stored,
      relay,
      browsing,
    }) => {
      browsing.expectComplaint(/503/, /ERR_EMPTY_RESPONSE/, /Failed to fetch/);
      relay.refuseOnce(ingest);
      relay.loseAnswerOnce(ingest);
      const page = await browsing.open(script);
      await start(page, stored.writeKey, relay.url);
      await page.evaluate(() => window.posthog.capture("viewed"));
      await expect.poll(() => relay.to(ingest).filter(({ status }) => status === 0).length).toBe(1);
      await expect.poll(() => relay.to(ingest).at(-1)?.status, { timeout: 30_000 }).toBe(200);
      await stored.exactly("$pageview", "viewed");
    });

    test("is given the right time when the visitor's clock is wrong", async ({ stored, relay, browsing }) => {
      await browsing.setClockAhead(3 * 3_600_000);
      const page = await browsing.open(script);
      await start(page, stored.writeKey, relay.url);
      const [event] = await stored.exactly("$pageview");
      expect(Math.abs(event!.receivedAt.getTime() - event!.timestamp.getTime())).toBeLessThan(60_000);
    });
  });

test.describe("posthog-js 1.434.18 with its newest defaults", () => {
  test("tells of moving within the page, of exceptions and of what is known of a person", async ({
    stored,
    relay,
    browsing,
  }) => {
    const page = await browsing.open("posthog/page.ts", "/a");
    await page.evaluate(
      ([key, api_host]) => {
        window.posthog.init(key, {
          api_host,
          defaults: "2025-05-24",
          request_queue_config: { flush_interval_ms: 250 },
        });
        window.posthog.capture("anonymous");
      },
      [stored.writeKey, relay.url] as const,
    );
    await stored.exactly("$pageview", "anonymous");
    await page.evaluate(() => {
      history.pushState({}, "", "/b");
      window.posthog.captureException(new Error("out of paper"));
      window.posthog.setPersonProperties({ plan: "pro" }, { source: "ads" });
    });
    const events = await stored.exactly("$pageview", "anonymous", "$pageview", "$exception", "$set");
    const pages = events.filter(({ event }) => event === "$pageview");
    expect(pages.map(({ properties }) => properties.$pathname)).toEqual(["/a", "/b"]);
    const { personId, distinctId } = events[0]!;
    expect(new Set(events.map((event) => event.personId))).toEqual(new Set([personId]));
    expect((await stored.person(distinctId)).properties).toMatchObject({ plan: "pro", source: "ads" });
  });
});

test.describe("posthog-js 1.434.18 with its extras built in", () => {
  test("asks for no script, and tells of exceptions, dead clicks and web vitals", async ({
    stored,
    relay,
    browsing,
  }) => {
    browsing.expectComplaint(/out of paper/);
    const page = await browsing.open("posthog/page-full.ts");
    await page.evaluate(
      ([key, api_host]) => {
        window.posthog.init(key, {
          api_host,
          capture_exceptions: true,
          capture_performance: { web_vitals: true },
          capture_dead_clicks: true,
          request_queue_config: { flush_interval_ms: 250 },
        });
        setTimeout(() => {
          throw new Error("out of paper");
        }, 0);
      },
      [stored.writeKey, relay.url] as const,
    );
    await page.click("#buy");
    await expect
      .poll(async () => (await stored.events()).map(({ event }) => event), { timeout: 20_000 })
      .toEqual(expect.arrayContaining(["$exception", "$dead_click", "$web_vitals"]));
    expect(relay.to(/static/)).toEqual([]);
  });
});
