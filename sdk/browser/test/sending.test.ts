import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TestPage } from "./page.ts";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-21T12:00:00Z") }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const ids = (events: { id: string }[]) => events.map(({ id }) => id);

test("Events wait for five seconds and go together, with a key in the address and the time of sending", async () => {
  const page = new TestPage();
  const cairn = await page.open();
  cairn.track("one");
  await vi.advanceTimersByTimeAsync(4_000);
  cairn.track("two");
  expect(page.requests).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(page.requests).toHaveLength(1);
  expect(page.requests[0]?.address).toBe("https://cairn.example.com/ingest/events?key=cwk_test");
  expect(page.requests[0]?.sentAt).toBe(Date.now());
  expect(page.sent.map(({ event, timestamp }) => [event, Date.now() - timestamp])).toEqual([
    ["one", 5_000],
    ["two", 1_000],
  ]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(page.requests).toHaveLength(1);
});

test("The fiftieth event sends at once, and the fifty-first waits for the next batch", async () => {
  const page = new TestPage();
  const cairn = await page.open();
  for (let i = 0; i < 51; i++) cairn.track("clicked", { i });
  await vi.advanceTimersByTimeAsync(0);
  expect(page.requests.map(({ events }) => events.length)).toEqual([50, 1]);
});

test("Every id is a UUID of its own and stays the same over retries", async () => {
  const page = new TestPage();
  page.answers = [
    "unreachable",
    { status: 503, retryAfter: "7" },
    { status: 500 },
    { status: 429 },
    { status: 200 },
  ];
  const cairn = await page.open();
  cairn.track("one");
  cairn.track("two");
  cairn.flush();
  const times: number[] = [];
  const begun = Date.now();
  for (let second = 0; second < 60; second++) {
    const before = page.requests.length;
    await vi.advanceTimersByTimeAsync(1_000);
    if (page.requests.length > before) times.push((Date.now() - begun) / 1_000);
  }
  // Network 1 s, then what Retry-After says, then twice the pause before, and again.
  expect(times).toEqual([1, 8, 22, 50]);
  expect(new Set(page.requests.map(({ events }) => ids(events).join())).size).toBe(1);
  expect(ids(page.requests[0]!.events)[0]).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(new Set(ids(page.requests[0]!.events)).size).toBe(2);
});

test("What is refused for good is not sent again, and the next event tells how many were lost", async () => {
  const page = new TestPage();
  page.answers = [{ status: 401 }];
  const cairn = await page.open();
  cairn.track("one");
  cairn.track("two");
  cairn.flush();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(page.requests).toHaveLength(1);
  cairn.track("three");
  cairn.track("four");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(page.requests[1]?.events.map(({ event, properties }) => [event, properties.$lost_events])).toEqual([
    ["three", 2],
    ["four", undefined],
  ]);
});

test("The queue holds a thousand events; what does not fit is counted", async () => {
  const page = new TestPage({}, { onLine: false });
  const cairn = await page.open();
  for (let i = 0; i < 1_003; i++) cairn.track("offline", { i });
  page.navigator.onLine = true;
  page.emit("online");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(page.sent.map(({ properties }) => properties.i)).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
  expect(page.requests.every(({ events }) => events.length === 50)).toBe(true);
  cairn.track("after");
  cairn.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(page.sent.at(-1)?.properties.$lost_events).toBe(3);
});

test("A page that is hidden sends by beacon, in batches, and nothing twice", async () => {
  const page = new TestPage();
  const cairn = await page.open();
  for (let i = 0; i < 40; i++) cairn.track("clicked");
  page.hide();
  page.emit("pagehide");
  expect(page.beacons.map((events) => events.length)).toEqual([40]);
  page.show();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(page.requests).toEqual([]);
});

test("What no beacon takes, and what a server refused just before, waits for the next page", async () => {
  const page = new TestPage();
  page.answers = [{ status: 503 }];
  const cairn = await page.open();
  cairn.track("one");
  cairn.flush();
  await vi.advanceTimersByTimeAsync(0);
  page.hide();
  expect(page.beacons).toEqual([]);
  const first = page.sent[0]!.id;

  const next = new TestPage(page.storage);
  await next.open();
  await vi.advanceTimersByTimeAsync(0);
  expect(ids(next.sent)).toEqual([first]);
  expect(next.kept.cwk_test).toBeUndefined();

  const full = new TestPage(next.storage);
  full.takesBeacons = false;
  (await full.open()).track("two");
  full.hide();
  expect(full.kept.cwk_test).toHaveLength(1);
  full.show();
  await vi.advanceTimersByTimeAsync(0);
  expect(full.sent.map(({ event }) => event)).toEqual(["two"]);
});

test("What waits goes to the project it was meant for", async () => {
  const page = new TestPage({}, { onLine: false });
  (await page.open({}, "cwk_one")).track("for one");
  page.hide();
  const other = new TestPage(page.storage);
  await other.open({}, "cwk_two");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(other.requests).toEqual([]);
  const same = new TestPage(other.storage);
  await same.open({}, "cwk_one");
  await vi.advanceTimersByTimeAsync(0);
  expect(same.sent.map(({ event }) => event)).toEqual(["for one"]);
});

test("Properties are as they were when the event happened", async () => {
  const page = new TestPage();
  const cairn = await page.open({
    properties: () => ({ url: "https://shop.example.com/clean", theme: "dark" }),
  });
  const cart = { items: 1 };
  cairn.track("viewed", { cart, theme: "light" });
  cart.items = 2;
  cairn.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(page.sent[0]?.properties).toMatchObject({
    cart: { items: 1 },
    url: "https://shop.example.com/clean",
    theme: "light",
  });
});

test("Nothing is thrown into the page, and what could not be written is counted", async () => {
  const page = new TestPage();
  const cairn = await page.open();
  const circle: Record<string, never> = {};
  Object.assign(circle, { circle });
  expect(() => cairn.track("circle", circle)).not.toThrow();
  page.navigator.sendBeacon = undefined;
  cairn.track("fine");
  expect(() => page.hide()).not.toThrow();
  page.show();
  await vi.advanceTimersByTimeAsync(0);
  expect(page.sent.map(({ event, properties }) => [event, properties.$lost_events])).toEqual([["fine", 1]]);
});

test("Without storage it still works for the page", async () => {
  const page = new TestPage(
    new Proxy(
      {},
      {
        get: () => {
          throw new Error("denied");
        },
        set: () => {
          throw new Error("denied");
        },
      },
    ),
  );
  const cairn = await page.open();
  cairn.track("one");
  cairn.track("two");
  cairn.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(new Set(page.sent.map(({ distinct_id, session_id }) => `${distinct_id} ${session_id}`)).size).toBe(
    1,
  );
});
