import { expect, test } from "vitest";
import type { EventItem } from "@/api/types";
import { feedLimit, mergeFeed, summaryOf } from "./feed";

const item = (id: string, receivedAt: string, properties: Record<string, unknown> = {}): EventItem => ({
  id,
  event: "clicked",
  distinctId: "user_1",
  personId: "1",
  timestamp: receivedAt,
  receivedAt,
  sessionId: null,
  groups: {},
  properties,
});
const at = (second: number) => `2026-11-21T10:00:${String(second).padStart(2, "0")}.000Z`;
const ids = (items: EventItem[]) => items.map(({ id }) => id);

test("the newest receipt stands on top, whatever came first", () => {
  expect(ids(mergeFeed([item("b", at(2))], [item("a", at(1)), item("c", at(3))]))).toEqual(["c", "b", "a"]);
});

test("a refetch after a reconnect fills the gap and doubles nothing", () => {
  const before = [item("b", at(2)), item("a", at(1))];
  const refetched = [item("d", at(4)), item("c", at(3)), item("b", at(2)), item("a", at(1))];
  expect(ids(mergeFeed(before, refetched))).toEqual(["d", "c", "b", "a"]);
  expect(ids(mergeFeed(mergeFeed(before, refetched), refetched))).toEqual(["d", "c", "b", "a"]);
});

test("a line that was drawn keeps its object, so that it is not drawn again", () => {
  const shown = item("a", at(1));
  expect(mergeFeed([shown], [item("a", at(1))])[0]).toBe(shown);
});

test("the list is bounded and drops the oldest", () => {
  const many = Array.from({ length: 250 }, (_, index) =>
    item(`e${index}`, new Date(1_800_000_000_000 + index).toISOString()),
  );
  const merged = mergeFeed(many.slice(0, 90), many);
  expect(merged).toHaveLength(feedLimit);
  expect(merged[0]?.id).toBe("e249");
  expect(merged.at(-1)?.id).toBe("e150");
});

test("times with and without fractions are compared as times", () => {
  expect(
    ids(mergeFeed([item("plain", "2026-11-21T10:00:05Z")], [item("fine", "2026-11-21T10:00:05.100Z")])),
  ).toEqual(["fine", "plain"]);
});

test("a line says where it happened, else its first plain properties", () => {
  expect(summaryOf(item("a", at(1), { $pathname: "/pricing", plan: "pro" }))).toBe("/pricing");
  expect(summaryOf(item("a", at(1), { url: "https://example.com/docs?a=1" }))).toBe("/docs");
  expect(summaryOf(item("a", at(1), { $browser: "Firefox", plan: "pro", amount: 9.5, list: [1] }))).toBe(
    "plan pro · amount 9.5",
  );
  expect(summaryOf(item("a", at(1), { url: "not a url" }))).toBe("url not a url");
});
