import { expect, test, unknownKey } from "../harness/fixtures.ts";
import type { Page } from "../../e2e/fixtures.ts";

const start = (page: Page, key: string, serverUrl: string, autocapture = false, flushIntervalMillis = 50) =>
  page.evaluate(
    ([key, serverUrl, autocapture, flushIntervalMillis]) =>
      window.amplitude.init(key, {
        serverUrl,
        fetchRemoteConfig: false,
        flushIntervalMillis,
        enableRequestBodyCompression: true,
        autocapture: autocapture && {
          pageViews: true,
          sessions: true,
          attribution: true,
          elementInteractions: true,
        },
      }).promise,
    [key, serverUrl, autocapture, flushIntervalMillis] as const,
  );

test.describe("@amplitude/analytics-browser", () => {
  test("tells of pages, clicks, events, persons and groups", async ({ stored, relay, browsing }) => {
    const page = await browsing.open("amplitude/page.ts", "/pricing", "utm_source=ads");
    await start(page, stored.writeKey, `${relay.url}/2/httpapi`, true);
    await page.click("#buy");
    await page.evaluate(async () => {
      const { amplitude } = window;
      amplitude.track("Viewed", { price: 9.5 });
      amplitude.setUserId("user-1");
      amplitude.identify(new amplitude.Identify().set("plan", "pro"));
      amplitude.setGroup("company", "acme");
      amplitude.groupIdentify("company", "acme", new amplitude.Identify().set("seats", 5));
      amplitude.track("Ordered", { sku: "a" }, { groups: { company: "acme" } });
      amplitude.revenue(new amplitude.Revenue().setProductId("a").setPrice(9.75).setQuantity(2));
      await amplitude.flush().promise;
    });

    const expected = [
      "session_start",
      "$pageview",
      "$autocapture",
      "Viewed",
      "$identify",
      "$group",
      "Ordered",
      "revenue",
    ];
    await expect
      .poll(async () => (await stored.events()).map(({ event }) => event))
      .toEqual(expect.arrayContaining(expected));
    await stored.settled();
    const events = await stored.events();
    const named = (name: string) => events.find(({ event }) => event === name)!;
    expect(named("$pageview").properties).toMatchObject({
      utm_source: "ads",
      $pathname: "/pricing",
      $browser: "Chrome",
      title: "Shop",
    });
    expect(named("$pageview").sessionId).toBeTruthy();
    expect(named("Ordered").groups).toEqual({ company: "acme" });
    expect(named("revenue").properties).toMatchObject({ revenue: 19.5 });
    const person = await stored.person("user-1");
    expect(person.properties).toMatchObject({ plan: "pro", initial_utm_source: "ads" });
    expect(new Set(events.map(({ personId }) => personId)), "all of it was one person").toEqual(
      new Set([person.id]),
    );
    expect(await stored.groups()).toMatchObject([{ type: "company", key: "acme", properties: { seats: 5 } }]);
  });

  test("sends what it kept back when the visitor leaves", async ({ stored, relay, browsing }) => {
    const page = await browsing.open("amplitude/page.ts");
    await start(page, stored.writeKey, `${relay.url}/amplitude/2/httpapi`, false, 60_000);
    await page.evaluate(() => {
      window.addEventListener("pagehide", () => {
        window.amplitude.setTransport("beacon");
        window.amplitude.flush();
      });
      window.amplitude.track("Viewed");
    });
    await browsing.leave();
    await stored.exactly("Viewed");
  });

  test("gives up at once with a wrong key", async ({ stored, relay, browsing }) => {
    browsing.expectComplaint(/40[01]/, /Invalid API key/);
    const page = await browsing.open("amplitude/page.ts");
    await start(page, unknownKey, `${relay.url}/2/httpapi`);
    const { code } = await page.evaluate(() => window.amplitude.track("Viewed").promise);
    expect(code).toBe(401);
    expect(relay.to(/httpapi/)).toHaveLength(1);
    await stored.nothing();
  });

  test("loses nothing and doubles nothing when Cairn is busy or an answer is lost", async ({
    stored,
    relay,
    browsing,
  }) => {
    browsing.expectComplaint(/503/, /ERR_EMPTY_RESPONSE/, /Failed to fetch/);
    relay.refuseOnce(/httpapi/);
    relay.loseAnswerOnce(/httpapi/);
    const page = await browsing.open("amplitude/page.ts");
    await start(page, stored.writeKey, `${relay.url}/2/httpapi`);
    await page.evaluate(() => void window.amplitude.track("Viewed"));
    await expect
      .poll(() => relay.to(/httpapi/).map(({ status }) => status), { timeout: 30_000 })
      .toEqual([503, 0, 200]);
    await stored.exactly("Viewed");
  });

  test("is given the right time when the visitor's clock is wrong", async ({ stored, relay, browsing }) => {
    await browsing.setClockAhead(3 * 3_600_000);
    const page = await browsing.open("amplitude/page.ts");
    await start(page, stored.writeKey, `${relay.url}/2/httpapi`);
    await page.evaluate(() => void window.amplitude.track("Viewed"));
    const [event] = await stored.exactly("Viewed");
    expect(Math.abs(event!.receivedAt.getTime() - event!.timestamp.getTime())).toBeLessThan(60_000);
  });
});
