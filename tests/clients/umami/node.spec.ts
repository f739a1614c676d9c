import { Umami } from "@umami/node";
import { expect, test, unknownKey } from "../harness/fixtures.ts";

const phone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

test.describe("@umami/node", () => {
  test("tells of pages, events and persons", async ({ stored, relay }) => {
    const website = await stored.nameSite(crypto.randomUUID());
    const umami = new Umami({ hostUrl: relay.url, websiteId: website, userAgent: phone });
    const at = {
      website,
      hostname: "shop.example.com",
      language: "de-CH",
      screen: "390x844",
    };
    const page = await umami.track({
      ...at,
      url: "/pricing?utm_source=ads",
      title: "Prices",
      referrer: "https://news.example.com/",
    });
    expect(page.status).toBe(200);
    expect(await page.json()).toMatchObject({ cache: expect.any(String) });
    await umami.track({ ...at, url: "/pricing", name: "ordered", data: { revenue: 19.5, currency: "EUR" } });
    await umami.track("bare", { size: 3 });
    await umami.identify({ id: "user-1", plan: "pro" });

    const events = await stored.exactly("$pageview", "ordered", "bare", "$identify");
    const named = (name: string) => events.find(({ event }) => event === name)!;
    expect(named("$pageview").properties).toMatchObject({
      url: "https://shop.example.com/pricing?utm_source=ads",
      utm_source: "ads",
      $referring_domain: "news.example.com",
      $device_type: "Mobile",
      title: "Prices",
    });
    expect(named("ordered").properties).toMatchObject({ revenue: 19.5, currency: "EUR" });
    const person = await stored.person("user-1");
    expect(person.properties).toMatchObject({ plan: "pro" });
    expect(new Set(events.map(({ personId }) => personId)), "all of it was one person").toEqual(
      new Set([person.id]),
    );
  });

  test("is told that the website is unknown", async ({ stored, relay }) => {
    const umami = new Umami({ hostUrl: relay.url, websiteId: unknownKey });
    expect(
      (await umami.track({ website: unknownKey, hostname: "x.example.com", url: "/" })).status,
    ).toBeGreaterThanOrEqual(400);
    await stored.nothing();
  });

  test("is told when Cairn is busy, for it never tries again itself", async ({ stored, relay }) => {
    relay.refuseOnce(/api\/send/);
    const umami = new Umami({ hostUrl: `${relay.url}/umami`, websiteId: stored.writeKey });
    expect((await umami.track("ordered")).status).toBe(503);
    expect((await umami.track("ordered")).status).toBe(200);
    await stored.exactly("ordered");
  });
});
