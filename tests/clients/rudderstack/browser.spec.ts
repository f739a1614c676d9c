import { expect, test, unknownKey } from "../harness/fixtures.ts";
import type { Page } from "../../e2e/fixtures.ts";

const ingest = /\/v1\/(track|page|identify|group|alias|screen|batch)/;

const start = (page: Page, writeKey: string, url: string, useBeacon = false) =>
  page.evaluate(
    ([writeKey, url, useBeacon]) => {
      window.rudder = new window.RudderAnalytics();
      window.rudder.load(writeKey, url, { configUrl: url, logLevel: "ERROR", useBeacon });
    },
    [writeKey, url, useBeacon] as const,
  );

test.describe("@rudderstack/analytics-js", () => {
  test("tells of pages, events, persons and groups", async ({ stored, relay, browsing }) => {
    const page = await browsing.open("rudderstack/page.ts", "/pricing", "utm_source=ads");
    await start(page, stored.writeKey, relay.url);
    await page.evaluate(() => {
      window.rudder.page();
      window.rudder.track("Viewed", { price: 9.5 });
      window.rudder.identify("user-1", { plan: "pro" });
      window.rudder.group("acme", { seats: 5 });
      window.rudder.track("Order Completed", { revenue: 19.5, currency: "EUR" });
      window.rudder.alias("user-1", "old-1");
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
      $pathname: "/pricing",
      $browser: "Chrome",
      title: "Shop",
    });
    expect(named("$pageview").sessionId).toBeTruthy();
    expect(named("Order Completed").properties).toMatchObject({ revenue: 19.5, currency: "EUR" });
    const person = await stored.person("user-1", "old-1");
    expect(person.properties).toMatchObject({ plan: "pro" });
    expect(new Set(events.map(({ personId }) => personId)), "all of it was one person").toEqual(
      new Set([person.id]),
    );
    expect(await stored.groups()).toMatchObject([{ key: "acme", properties: { seats: 5 } }]);
  });

  test("sends what it kept back when the visitor leaves", async ({ stored, relay, browsing }) => {
    const page = await browsing.open("rudderstack/page.ts");
    await start(page, stored.writeKey, `${relay.url}/rudderstack`, true);
    await page.evaluate(() => new Promise<void>((ready) => window.rudder.ready(ready)));
    await page.evaluate(() => window.rudder.track("Viewed"));
    await browsing.leave();
    await stored.exactly("Viewed");
    expect(relay.to(/beacon/).map(({ status }) => status)).toEqual([200]);
  });

  test("sends in batches when it is told to", async ({ stored, relay, browsing }) => {
    const page = await browsing.open("rudderstack/page.ts");
    await page.evaluate(
      ([writeKey, url]) => {
        window.rudder = new window.RudderAnalytics();
        const queueOptions = { batch: { enabled: true, maxItems: 2 } };
        window.rudder.load(writeKey, url, { configUrl: url, logLevel: "ERROR", queueOptions });
        window.rudder.track("Viewed");
        window.rudder.track("Ordered");
      },
      [stored.writeKey, relay.url] as const,
    );
    await stored.exactly("Viewed", "Ordered");
    expect(relay.to(ingest).map(({ path }) => path)).toEqual(["/v1/batch"]);
  });

  test("gives up with a wrong key", async ({ stored, relay, browsing }) => {
    browsing.expectComplaint(/./);
    const page = await browsing.open("rudderstack/page.ts");
    await start(page, unknownKey, relay.url);
    await page.evaluate(() => window.rudder.track("Viewed"));
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
    const page = await browsing.open("rudderstack/page.ts");
    await start(page, stored.writeKey, relay.url);
    await page.evaluate(() => window.rudder.track("Viewed"));
    await expect
      .poll(() => relay.to(ingest).map(({ status }) => status), { timeout: 30_000 })
      .toEqual([503, 0, 200]);
    await stored.exactly("Viewed");
  });

  test("is given the right time when the visitor's clock is wrong", async ({ stored, relay, browsing }) => {
    await browsing.setClockAhead(3 * 3_600_000);
    const page = await browsing.open("rudderstack/page.ts");
    await start(page, stored.writeKey, relay.url);
    await page.evaluate(() => window.rudder.track("Viewed"));
    const [event] = await stored.exactly("Viewed");
    expect(Math.abs(event!.receivedAt.getTime() - event!.timestamp.getTime())).toBeLessThan(60_000);
  });
});
