import { expect, test } from "vitest";
import { eventWords, pageOf } from "./eventWords";

const of = (properties: Record<string, unknown>) => ({ event: "e", properties });

test("the page is a path without host and query, wherever the event says it", () => {
  expect(pageOf(of({ $pathname: "/a", url: "https://x.example/b" }))).toBe("/a");
  expect(pageOf(of({ url: "https://x.example/b/c?d=1#e" }))).toBe("/b/c");
  expect(pageOf(of({ $current_url: "/only/path?x=1" }))).toBe("/only/path");
  expect(pageOf(of({ $screen_name: "Home" }))).toBe("Home");
  expect(pageOf(of({ amount: 3 }))).toBeNull();
});
test("own properties are told, those of every event are not", () =>
  expect(
    eventWords(
      of({ $browser: "Safari", url: "https://x.example/pay", title: "Pay", amount: 12.5, plan: "pro" }),
    ),
  ).toBe("/pay  ·  amount: 12.5  ·  plan: pro"));
