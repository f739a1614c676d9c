import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TestPage } from "./page.ts";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-21T12:00:00Z") }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const minutes = 60_000;

async function sentBy(page: TestPage, cairn: { flush(): void }) {
  cairn.flush();
  await vi.advanceTimersByTimeAsync(0);
  return page.sent;
}

test("The anonymous id outlives the page and joins the person at identify", async () => {
  const first = new TestPage();
  (await first.open()).track("seen");
  first.hide();
  const anonymous = first.beacons[0]![0]!.distinct_id;

  const page = new TestPage(first.storage);
  const cairn = await page.open();
  cairn.track("again");
  cairn.identify("ann", { plan: "pro" }, { source: "hn" });
  cairn.identify("ann");
  cairn.identify("ann", { plan: "free" });
  cairn.track("bought");
  const sent = await sentBy(page, cairn);
  expect(sent.map(({ event, distinct_id }) => [event, distinct_id])).toEqual([
    ["again", anonymous],
    ["$identify", "ann"],
    ["$set", "ann"],
    ["bought", "ann"],
  ]);
  expect(sent[1]).toMatchObject({
    properties: { $anon_distinct_id: anonymous },
    set: { plan: "pro" },
    set_once: { source: "hn" },
  });
  expect(sent[2]).toMatchObject({ set: { plan: "free" } });
});

test("After reset it is somebody else, in another session and without groups", async () => {
  const page = new TestPage();
  const cairn = await page.open();
  cairn.group("company", "acme", { seats: 5 });
  cairn.identify("ann");
  cairn.reset();
  cairn.track("next");
  const [group, identify, next] = await sentBy(page, cairn);
  expect(group).toMatchObject({
    groups: { company: "acme" },
    properties: { $group_type: "company", $group_key: "acme", $group_set: { seats: 5 } },
  });
  expect(identify?.groups).toEqual({ company: "acme" });
  expect(next?.groups).toBeUndefined();
  expect([identify?.distinct_id, group?.distinct_id]).not.toContain(next?.distinct_id);
  expect(next?.session_id).not.toBe(group?.session_id);
});

test("A session ends after thirty minutes without an event, over pages", async () => {
  const page = new TestPage();
  const cairn = await page.open();
  cairn.track("a");
  vi.setSystemTime(Date.now() + 29 * minutes);
  cairn.track("b");
  const [a, b] = await sentBy(page, cairn);
  const next = new TestPage(page.storage);
  const later = await next.open();
  vi.setSystemTime(Date.now() + 29 * minutes);
  later.track("c");
  vi.setSystemTime(Date.now() + 30 * minutes);
  later.track("d");
  const [c, d] = await sentBy(next, later);
  expect(new Set([a?.session_id, b?.session_id, c?.session_id]).size).toBe(1);
  expect(d?.session_id).not.toBe(c?.session_id);
});

test("Tabs agree on who it is", async () => {
  const one = new TestPage();
  const first = await one.open();
  first.track("a");
  const two = new TestPage(one.storage);
  const second = await two.open();
  second.identify("ann");
  first.track("b");
  first.flush();
  second.flush();
  await vi.advanceTimersByTimeAsync(0);
  // Both send through the page that was opened last.
  expect(two.sent.find(({ event }) => event === "b")).toMatchObject({ distinct_id: "ann" });
});

test("The page before is the referrer of the next, also where pages change without loading", async () => {
  const page = new TestPage();
  const cairn = await page.open();
  cairn.page();
  page.location.href = "https://shop.example.com/cart";
  cairn.page({ step: 1 });
  cairn.track("bought");
  const sent = await sentBy(page, cairn);
  expect(sent.map(({ properties }) => [properties.url, properties.referrer])).toEqual([
    ["https://shop.example.com/", "https://news.example.com/"],
    ["https://shop.example.com/cart", "https://shop.example.com/"],
    ["https://shop.example.com/cart", "https://shop.example.com/"],
  ]);
});

test("A sample takes whole persons, the same each time, about as many as asked", async () => {
  let inside = 0;
  for (let i = 0; i < 200; i++) {
    const page = new TestPage();
    const cairn = await page.open({ sample: 0.5 });
    cairn.track("a");
    cairn.identify(`user_${i}`);
    cairn.track("b");
    const sent = await sentBy(page, cairn);
    const next = new TestPage(page.storage);
    const later = await next.open({ sample: 0.5 });
    later.track("c");
    expect([0, 3]).toContain(sent.length);
    expect((await sentBy(next, later)).length).toBe(sent.length / 3);
    inside += sent.length / 3;
  }
  // 200 fair coins: outside 60..140 once in a hundred million runs.
  expect(inside).toBeGreaterThan(60);
  expect(inside).toBeLessThan(140);
});
