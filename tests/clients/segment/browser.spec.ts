import { expect, test, unknownKey } from "../harness/fixtures.ts";
import type { Page } from "../../e2e/fixtures.ts";

const ingest = /\/v1\/[tpigasb]$/;

/** All that is needed: where the settings come from. They name the place for events. */
const start = (page: Page, writeKey: string, cdnURL: string) =>
  page.evaluate(
    ([writeKey, cdnURL]) => {
      window.segment = window.AnalyticsBrowser.load({ writeKey, cdnURL });
    },
    [writeKey, cdnURL] as const,
  );

test.describe("@segment/analytics-next", () => {
  test("tells of pages, events, persons and groups", async ({ stored, relay, browsing }) => {
    const page = await browsing.open("segment/page.ts", "/pricing", "utm_source=ads&utm_campaign=may");
    await start(page, stored.writeKey, relay.url);
    await page.evaluate(async () => {
      await window.segment.page();
      await window.segment.track("Viewed", { price: 9.5 });
      await window.segment.identify("user-1", { plan: "pro" });
      await window.segment.group("acme", { seats: 5 });
      await window.segment.track("Order Completed", { revenue: 19.5, currency: "EUR" });
      await window.segment.alias("user-1", "old-1");
    });

    const events = await stored.exactly(
      "$pageview",
      "Viewed",
      "$identify",
      "$group",
      "Order Completed",
      "$alias",
    );
    const named = (name: string) => events.find(({ event }) => event === name)!;
    expect(named("$pageview").properties).toMatchObject({
      utm_source: "ads",
      utm_campaign: "may",
      $pathname: "/pricing",
      $browser: "Chrome",
      title: "Shop",
    });
    expect(named("Order Completed").properties).toMatchObject({ revenue: 19.5, currency: "EUR" });
    const person = await stored.person("user-1", "old-1");
    expect(person.properties).toMatchObject({ plan: "pro" });
    expect(new Set(events.map(({ personId }) => personId)), "all of it was one person").toEqual(
      new Set([person.id]),
    );
    expect(await stored.groups()).toMatchObject([{ key: "acme", properties: { seats: 5 } }]);
  });

  test("begins a new person after reset", async ({ stored, relay, browsing }) => {
    const page = await browsing.open("segment/page.ts");
    await start(page, stored.writeKey, `${relay.url}/segment`);
    await page.evaluate(async () => {
      await window.segment.identify("user-1");
      await window.segment.reset();
      await window.segment.track("Viewed");
    });
    const events = await stored.exactly("$identify", "Viewed");
    expect(new Set(events.map(({ personId }) => personId)).size).toBe(2);
  });

  test("sends the batch it kept back when the visitor leaves", async ({ stored, relay, browsing }) => {
    const page = await browsing.open("segment/page.ts");
    await page.evaluate(
      async ([writeKey, cdnURL]) => {
        const config = { size: 100, timeout: 60_000 };
        const deliveryStrategy = { strategy: "batching" as const, config };
        window.segment = window.AnalyticsBrowser.load(
          { writeKey, cdnURL },
          { integrations: { "Segment.io": { deliveryStrategy } } },
        );
        await window.segment.track("Viewed");
        await window.segment.track("Ordered");
      },
      [stored.writeKey, relay.url] as const,
    );
    expect(relay.to(ingest)).toEqual([]);
    await browsing.leave();
    await stored.exactly("Viewed", "Ordered");
    expect(relay.to(ingest).map(({ path }) => path)).toEqual(["/v1/b"]);
  });

  test("gives up with a wrong key", async ({ stored, relay, browsing }) => {
    browsing.expectComplaint(/401/, /settings/);
    const page = await browsing.open("segment/page.ts");
    await start(page, unknownKey, relay.url);
    await page.evaluate(() => void window.segment.track("Viewed"));
    await expect
      .poll(() => relay.passed.filter(({ method }) => method !== "OPTIONS").at(-1)?.status)
      .toBe(401);
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
    const page = await browsing.open("segment/page.ts");
    await start(page, stored.writeKey, relay.url);
    await page.evaluate(() => void window.segment.track("Viewed"));
    await expect
      .poll(() => relay.to(ingest).map(({ status }) => status), { timeout: 30_000 })
      .toEqual([503, 0, 200]);
    await stored.exactly("Viewed");
  });

  test("is given the right time when the visitor's clock is wrong", async ({ stored, relay, browsing }) => {
    await browsing.setClockAhead(3 * 3_600_000);
    const page = await browsing.open("segment/page.ts");
    await start(page, stored.writeKey, relay.url);
    await page.evaluate(() => void window.segment.track("Viewed"));
    const [event] = await stored.exactly("Viewed");
    expect(Math.abs(event!.receivedAt.getTime() - event!.timestamp.getTime())).toBeLessThan(60_000);
  });
});
