import { expect, test } from "vitest";
import { Arrivals, arrivalsLimit } from "./arrivals";

const noon = Date.parse("2026-11-21T12:00:00Z");
const item = (id: string, secondsAgo: number) => ({
  id,
  receivedAt: new Date(noon - secondsAgo * 1_000).toISOString(),
});

test("an event that is streamed and then fetched again counts once", () => {
  const arrivals = new Arrivals();
  arrivals.add([item("a", 2), item("b", 1)], noon);
  arrivals.add([item("a", 2), item("b", 1), item("c", 30)], noon);
  expect(arrivals.inLastMinute(noon)).toBe(3);
});
test("events leave the count a minute after their receipt", () => {
  const arrivals = new Arrivals();
  arrivals.add([item("old", 60), item("a", 59), item("b", 10)], noon);
  expect(arrivals.inLastMinute(noon)).toBe(2);
  expect(arrivals.inLastMinute(noon + 1_000)).toBe(1);
  expect(arrivals.inLastMinute(noon + 60_000)).toBe(0);
});
test("a server's clock that is ahead makes no event stay longer", () => {
  const arrivals = new Arrivals();
  arrivals.add([item("a", -30)], noon);
  expect(arrivals.inLastMinute(noon + 60_000)).toBe(0);
});
test("the count is bounded", () => {
  const arrivals = new Arrivals();
  arrivals.add(
    Array.from({ length: arrivalsLimit + 5 }, (_, index) => item(`e${index}`, 1)),
    noon,
  );
  expect(arrivals.inLastMinute(noon)).toBe(arrivalsLimit);
});
test("a first list that is full says that there may be more, until its oldest has left", () => {
  const arrivals = new Arrivals();
  arrivals.addFetched([item("a", 2), item("b", 40)], 2, noon);
  expect(arrivals.inLastMinute(noon)).toBe(2);
  expect(arrivals.mayBeMore(noon)).toBe(true);
  expect(arrivals.mayBeMore(noon + 20_000)).toBe(false);
  const complete = new Arrivals();
  complete.addFetched([item("a", 2)], 2, noon);
  complete.addFetched([item("a", 2), item("b", 1)], 2, noon);
  expect(complete.mayBeMore(noon)).toBe(false);
});
