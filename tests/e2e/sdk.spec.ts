import type { Page, Request } from "@playwright/test";
import { apiKey } from "./cairn.ts";
import { expect } from "./fixtures.ts";
import { complaintsOf, expectStored, stored, tag, test } from "./shop.ts";

const batchOf = (request: Request) =>
  (JSON.parse(request.postData() ?? "{}") as { events: { id: string; event: string }[] }).events;

test("Pages, navigation and the end are told, and one person did it all", async ({
  cairn,
  project,
  shop,
  page,
}) => {
  const complaints = complaintsOf(page);
  shop.show(
    tag(cairn, project, "", "cairn.full.js"),
    `<a id="sale" href="#">Sale</a><div style="height:4000px"></div>`,
  );
  await page.goto(`${shop.url}/?utm_source=hn`, { referer: "https://news.example.com/" });
  await page.evaluate(() => {
    window.cairn.track("viewed_product", { product: "Tea", amount: 4.5 });
    history.pushState({}, "", "/cart?coupon=1");
    history.replaceState({}, "", "/cart?coupon=2");
    window.cairn.identify("ann", { plan: "pro" });
    window.cairn.identify("ann");
    window.cairn.group("company", "acme", { seats: 5 });
    window.cairn.track("bought");
    window.cairn.alias("ann@shop");
    window.cairn.set({ city: "Bonn" });
  });
  await page.close();

  const events = await expectStored(project, [
    "$alias",
    "$group",
    "$identify",
    "$pageleave",
    "$pageleave",
    "$pageview",
    "$pageview",
    "$set",
    "$web_vitals",
    "bought",
    "viewed_product",
  ]);
  const [first, second] = events.filter(({ event }) => event === "$pageview");
  expect(first?.properties).toMatchObject({
    url: `${shop.url}/?utm_source=hn`,
    referrer: "https://news.example.com/",
    utm_source: "hn",
    $pathname: "/",
    title: "Shop",
    $lib: "cairn-js",
  });
  expect(second?.properties).toMatchObject({ $pathname: "/cart", referrer: `${shop.url}/?utm_source=hn` });
  expect(
    events
      .filter(({ event }) => event === "$pageleave")
      .map(({ properties }) => properties.$pathname)
      .sort(),
  ).toEqual(["/", "/cart"]);
  expect(events.find(({ event }) => event === "$pageleave")?.properties.$max_scroll).toBeGreaterThan(0);
  expect(new Set(events.map(({ personId }) => personId)).size).toBe(1);
  expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(1);
  expect(first?.distinctId).not.toBe("ann");
  const person = await project.api<{ properties: Record<string, unknown>; distinctIds: string[] }>(
    `/persons/${first?.personId}`,
  );
  expect(person.properties).toMatchObject({ plan: "pro", city: "Bonn" });
  expect(complaints).toEqual([]);
});

test("Fifty events go at once as one batch, and a lost answer or an overload makes no duplicate", async ({
  cairn,
  project,
  shop,
  page,
}) => {
  const batches: { id: string }[][] = [];
  await page.route("**/ingest/events?*", async (route) => {
    batches.push(batchOf(route.request()));
    // The first is stored and its answer lost; the second is refused before it is looked at.
    if (batches.length === 1) await route.fetch();
    if (batches.length < 3)
      await route.fulfill({
        status: 503,
        headers: {
          "Access-Control-Allow-Origin": "*",
          "Access-Control-Expose-Headers": "Retry-After",
          "Retry-After": "1",
        },
      });
    else await route.continue();
  });
  shop.show(tag(cairn, project, 'data-auto="false"'));
  await page.goto(shop.url);
  const begun = Date.now();
  await page.evaluate(() => {
    for (let i = 0; i < 49; i++) window.cairn.track("clicked", { i });
  });
  expect(batches).toEqual([]);
  await page.evaluate(() => window.cairn.track("clicked", { i: 49 }));
  await expect.poll(() => batches.length).toBe(3);
  expect(Date.now() - begun, "Retry-After was waited for, twice").toBeGreaterThanOrEqual(1_900);
  expect(batches.map((batch) => batch.length)).toEqual([50, 50, 50]);
  expect(batches[2]).toEqual(batches[0]);
  const events = await expectStored(project, Array<string>(50).fill("clicked"));
  expect(new Set(events.map(({ id }) => id))).toEqual(new Set(batches[0]?.map(({ id }) => id)));
});

test("What happens offline arrives when the network is back, and on the next page when the page was left before", async ({
  cairn,
  project,
  shop,
  page,
  context,
}) => {
  const complaints = complaintsOf(page);
  shop.show(tag(cairn, project, 'data-auto="false"'));
  await page.goto(shop.url);
  // The page is told a moment after the network is gone.
  const goOffline = async () => {
    await context.setOffline(true);
    await page.waitForFunction(() => !navigator.onLine);
  };
  await goOffline();
  await page.evaluate(() => {
    window.cairn.track("offline");
    window.cairn.flush();
  });
  const answer = page.waitForResponse("**/ingest/events?*");
  await context.setOffline(false);
  await (await answer).finished();
  await expectStored(project, ["offline"]);

  await goOffline();
  await page.evaluate(() => window.cairn.track("left offline"));
  await page.goto("about:blank");
  await context.setOffline(false);
  await page.goto(shop.url);
  await expectStored(project, ["left offline", "offline"]);
  expect(complaints).toEqual([]);
});

test("Who says no is not seen: by a signal, by choice, or by not having been asked yet", async ({
  cairn,
  project,
  shop,
  context,
}) => {
  const requests: string[] = [];
  context.on("request", (request) => {
    if (request.method() === "POST") requests.push(request.url());
  });
  const kept = (page: Page) => page.evaluate(() => localStorage.getItem("cairn"));

  shop.show(tag(cairn, project, "data-consent"));
  const asked = await context.newPage();
  await asked.goto(shop.url);
  await asked.evaluate(() => {
    window.cairn.track("too early");
    window.cairn.flush();
  });
  expect(await kept(asked)).toBeNull();
  await asked.evaluate(() => window.cairn.optIn());
  await asked.evaluate(() => window.cairn.flush());
  await expectStored(project, ["$pageview"]);
  await asked.evaluate(() => {
    window.cairn.track("taken back");
    window.cairn.optOut();
  });
  expect(JSON.parse((await kept(asked)) ?? "")).toEqual({ o: 0 });
  await asked.close();

  shop.show(tag(cairn, project));
  const opted = await context.newPage();
  await opted.goto(shop.url);
  await opted.evaluate(() => localStorage.clear());
  await opted.addInitScript(() => Object.defineProperty(navigator, "globalPrivacyControl", { value: true }));
  const before = requests.length;
  await opted.reload();
  await opted.evaluate(() => {
    window.cairn.track("with a signal");
    window.cairn.flush();
  });
  expect(await kept(opted)).toBeNull();
  await opted.close();
  expect(requests.length).toBe(before);
  expect((await stored(project)).map(({ event }) => event)).toEqual(["$pageview"]);
});

test("Without cookies nothing is kept on the device, and the server makes the day's id", async ({
  cairn,
  project,
  shop,
  page,
}) => {
  await fetch(`${cairn.url}/api/projects/${project.slug}/privacy/consent`, {
    method: "PUT",
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ signals: "ignore", cookielessIds: true }),
  });
  shop.show(tag(cairn, project, "data-cookieless"));
  await page.goto(shop.url);
  await page.goto(`${shop.url}/two`);
  expect(await page.evaluate(() => Object.values(localStorage))).toEqual(["{}"]);
  await page.close();
  const events = await expectStored(project, ["$pageview", "$pageview"]);
  expect(events[0]?.distinctId).toMatch(/^c_/);
  expect(new Set(events.map(({ distinctId }) => distinctId)).size).toBe(1);
});
