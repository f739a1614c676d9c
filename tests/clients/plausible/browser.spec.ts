import { expect, test } from "../harness/fixtures.ts";

test.describe("@plausible-analytics/tracker", () => {
  test("tells of pages, events and files", async ({ stored, relay, browsing }) => {
    const site = await stored.nameSite(`${stored.slug}.example.com`);
    const page = await browsing.open("plausible/page.ts", "/pricing", "utm_source=ads");
    const answer = await page.evaluate(
      ([domain, endpoint]) => {
        window.tracker.init({
          domain,
          endpoint,
          outboundLinks: true,
          fileDownloads: true,
          formSubmissions: true,
        });
        return new Promise((resolve) =>
          window.tracker.track("Ordered", {
            props: { sku: "a" },
            revenue: { amount: 19.5, currency: "EUR" },
            callback: resolve,
          }),
        );
      },
      [site, `${relay.url}/api/event`] as const,
    );
    expect(answer).toEqual({ status: 202 });
    await page.evaluate(() => history.pushState({}, "", "/checkout"));

    const events = await stored.exactly("$pageview", "Ordered", "$engagement", "$pageview");
    expect(events[0]!.properties).toMatchObject({
      utm_source: "ads",
      $pathname: "/pricing",
      $browser: "Chrome",
    });
    expect(events.map(({ properties }) => properties.$pathname)).toContain("/checkout");
    expect(events.find(({ event }) => event === "Ordered")!.properties).toMatchObject({
      sku: "a",
      revenue: 19.5,
      currency: "EUR",
    });
    expect(events.find(({ event }) => event === "$engagement")!.properties).toMatchObject({
      $pathname: "/pricing",
      $scroll_depth: 100,
    });
    expect(new Set(events.map(({ personId }) => personId)).size, "one visitor").toBe(1);
  });

  test("tells that a link away was clicked", async ({ stored, relay, browsing }) => {
    const page = await browsing.open("plausible/page.ts");
    await page.evaluate(
      ([domain, endpoint]) =>
        window.tracker.init({ domain, endpoint, outboundLinks: true, autoCapturePageviews: false }),
      [stored.slug, `${relay.url}/plausible/api/event`] as const,
    );
    await page.evaluate(() => document.addEventListener("click", (click) => click.preventDefault()));
    await page.click("#out");
    await stored.exactly("Outbound Link: Click");
  });
});

test.describe("plausible-tracker", () => {
  test("tells of pages and events", async ({ stored, relay, browsing }) => {
    const page = await browsing.open("plausible/page-old.ts", "/pricing", "utm_source=ads");
    await page.evaluate(
      ([domain, apiHost]) => {
        const { trackPageview, trackEvent } = window.Plausible({ domain, apiHost });
        trackPageview();
        trackEvent("Ordered", { props: { sku: "a" } });
      },
      [stored.slug, relay.url] as const,
    );
    const events = await stored.exactly("$pageview", "Ordered");
    expect(events.find(({ event }) => event === "$pageview")!.properties).toMatchObject({
      utm_source: "ads",
      $pathname: "/pricing",
    });
    expect(events.find(({ event }) => event === "Ordered")!.properties).toMatchObject({ sku: "a" });
  });
});

test.describe("both", () => {
  test("store nothing for a site that nobody has", async ({ stored, relay, browsing }) => {
    browsing.expectComplaint(/40\d/);
    const page = await browsing.open("plausible/page.ts");
    const answer = await page.evaluate(
      ([endpoint]) => {
        window.tracker.init({ domain: "nobody.example.com", endpoint, autoCapturePageviews: false });
        return new Promise((resolve) => window.tracker.track("Ordered", { callback: resolve }));
      },
      [`${relay.url}/api/event`] as const,
    );
    expect(answer).toEqual({ status: 401 });
    await stored.nothing();
  });

  test("are told when Cairn is busy, for they never try again themselves", async ({
    stored,
    relay,
    browsing,
  }) => {
    browsing.expectComplaint(/503/);
    relay.refuseOnce(/api\/event/);
    const page = await browsing.open("plausible/page.ts");
    const answers = await page.evaluate(
      async ([domain, endpoint]) => {
        window.tracker.init({ domain, endpoint, autoCapturePageviews: false });
        const track = () => new Promise((resolve) => window.tracker.track("Ordered", { callback: resolve }));
        return [await track(), await track()];
      },
      [stored.slug, `${relay.url}/api/event`] as const,
    );
    expect(answers).toEqual([{ status: 503 }, { status: 202 }]);
    await stored.exactly("Ordered");
  });
});
