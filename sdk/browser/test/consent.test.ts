import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TestPage } from "./page.ts";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-21T12:00:00Z") }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function everything(page: TestPage, options = {}) {
  const cairn = await page.open(options);
  cairn.page();
  cairn.track("a");
  cairn.identify("ann", { plan: "pro" });
  cairn.group("company", "acme");
  cairn.alias("x");
  cairn.set({ city: "Bonn" });
  cairn.flush();
  page.hide();
  await vi.advanceTimersByTimeAsync(10_000);
  return cairn;
}

test.each([
  ["Global Privacy Control", { globalPrivacyControl: true }, {}],
  ["Do-Not-Track", { doNotTrack: "1" }, {}],
  ["consent that was not given yet", {}, { consent: true }],
])("With %s nothing is sent and nothing is kept", async (_, navigator, options) => {
  const page = new TestPage({}, navigator);
  await everything(page, options);
  expect(page.requests).toEqual([]);
  expect(page.beacons).toEqual([]);
  expect(page.storage).toEqual({});
});

test("Signals may be left to the server", async () => {
  const page = new TestPage({}, { globalPrivacyControl: true, doNotTrack: "1" });
  await everything(page, { signals: false });
  expect(page.sent.length).toBe(6);
});

test("Opting in counts the page that waited, once, and holds on later pages and against a signal", async () => {
  const page = new TestPage({}, { globalPrivacyControl: true });
  const cairn = await page.open({ consent: true });
  cairn.page();
  cairn.optIn();
  cairn.optIn();
  page.hide();
  expect(page.beacons.flat().map(({ event }) => event)).toEqual(["$pageview"]);
  const next = new TestPage(page.storage, { globalPrivacyControl: true });
  await everything(next, { consent: true });
  expect(next.sent.length).toBe(6);
});

test("Opting out drops what waits, forgets who it was, and holds on later pages", async () => {
  const page = new TestPage();
  const cairn = await page.open();
  cairn.track("a");
  cairn.optOut();
  page.hide();
  expect(page.storage.cairn).toBe('{"o":0}');
  const next = new TestPage(page.storage);
  await everything(next);
  expect([...page.beacons, ...next.beacons, ...next.requests]).toEqual([]);
  expect(next.storage).toEqual({ cairn: '{"o":0}' });
});

test("Without cookies the device keeps no id and no session, and the server is asked for one", async () => {
  const page = new TestPage({ cairn: '{"a":"old","u":"old","s":"old"}' });
  await everything(page, { cookieless: true });
  expect(page.sent.map(({ event, distinct_id, session_id }) => [event, distinct_id, session_id])).toEqual([
    ["$pageview", "$cookieless", undefined],
    ["a", "$cookieless", undefined],
    ["$identify", "ann", undefined],
    ["$group", "ann", undefined],
    ["$alias", "ann", undefined],
    ["$set", "ann", undefined],
  ]);
  expect(page.sent[2]?.properties.$anon_distinct_id).toBeUndefined();
  expect(page.storage.cairn).toBe("{}");
});

test("A choice is kept also without cookies", async () => {
  const page = new TestPage();
  (await page.open({ cookieless: true })).optOut();
  const next = new TestPage(page.storage);
  await everything(next, { cookieless: true });
  expect(next.requests).toEqual([]);
});
