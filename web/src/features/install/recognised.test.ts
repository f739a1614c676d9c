import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { RecentEvent, RecentRequest } from "@/api/types";
import { countsOf, hasRefusals, isRefused, newestOf, recognised } from "./recognised";
import { knownRefusals, refusalOf } from "./refusals";

const event = (change: Partial<RecentEvent> = {}): RecentEvent => ({
  verdict: "accepted",
  reason: null,
  event: "$pageview",
  sourceEvent: null,
  distinctId: "ann",
  timestamp: "2026-11-21T10:00:00.000Z",
  properties: [],
  redacted: false,
  sessionId: null,
  groups: [],
  personProperties: [],
  ...change,
});

const request = (change: Partial<RecentRequest> = {}): RecentRequest => ({
  number: 1,
  at: "2026-11-21T10:00:00.000Z",
  format: "posthog",
  method: "POST",
  path: "/e/",
  userAgent: null,
  status: 200,
  problem: null,
  reason: null,
  accepted: 1,
  duplicates: 0,
  rejected: 0,
  events: [event()],
  passedOver: {},
  ...change,
});

const found = (of: RecentRequest) =>
  Object.fromEntries(recognised(of).map((trait) => [trait.name, trait.found]));

test("what stored events say is gathered, and what was refused says nothing", () => {
  const seen = found(
    request({
      events: [
        event({
          properties: ["$current_url", "$browser", "utm_source"],
          sessionId: "s1",
          groups: ["company"],
        }),
        event({
          verdict: "duplicate",
          distinctId: "bob",
          properties: ["$os", "revenue"],
          personProperties: ["plan"],
        }),
        event({ verdict: "invalid_id", distinctId: "eve", properties: ["$country"] }),
      ],
    }),
  );
  expect(seen).toEqual({
    Identity: ["ann", "bob"],
    Page: ["$current_url"],
    Session: ["s1"],
    Device: ["$browser", "$os"],
    Campaign: ["utm_source"],
    Groups: ["company"],
    Person: ["plan"],
    Revenue: ["revenue"],
  });
});

test("four things are always spoken of, with a word on why they may be absent", () => {
  const traits = recognised(request());
  expect(traits.map((trait) => trait.name)).toEqual(["Identity", "Page", "Session", "Device"]);
  expect(traits.filter((trait) => trait.found.length === 0).every((trait) => trait.otherwise)).toBe(true);
});

test("a request is refused when nothing of it is stored, and has refusals when something is not", () => {
  const partly = request({ accepted: 1, rejected: 2 });
  expect([isRefused(partly), hasRefusals(partly)]).toEqual([false, true]);
  expect(isRefused(request({ accepted: 0, rejected: 2 }))).toBe(true);
  expect(isRefused(request({ accepted: 0, problem: "origin_not_allowed" }))).toBe(true);
  expect(isRefused(request({ accepted: 0, duplicates: 1 }))).toBe(false);
});

test("the newest request of the chosen format comes before newer ones of others", () => {
  const requests = [request({ number: 3, format: "cairn" }), request({ number: 2 }), request({ number: 1 })];
  expect(newestOf(requests, "posthog")).toMatchObject({ request: { number: 2 }, isWanted: true });
  expect(newestOf(requests, "segment")).toMatchObject({ request: { number: 3 }, isWanted: false });
  expect(newestOf([], "segment")).toEqual({ request: null, isWanted: false });
});

test("counts are told in words, without what there is none of", () => {
  const plain = (of: Partial<RecentRequest>) => countsOf(request(of), String);
  expect(plain({ accepted: 2, rejected: 1, passedOver: { replay: 2, warning: 1 } })).toBe(
    "2 accepted, 1 refused, 3 passed over",
  );
  expect(plain({ accepted: 0, duplicates: 1 })).toBe("1 duplicate");
  expect(plain({ accepted: 0, problem: "too_large" })).toBe("nothing stored");
  expect(plain({ accepted: 0 })).toBe("no event");
});

test("every code by which the server refuses an event has a fix", () => {
  const source = readFileSync(
    new URL("../../../../src/Cairn.Ingest/Steps/DropReason.cs", import.meta.url),
    "utf8",
  );
  const codes = [...source.matchAll(/=> "([a-z0-9_]+)"/g)].map((match) => match[1]);
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => !knownRefusals.includes(code ?? ""))).toEqual([]);
  expect(refusalOf("some_new_code").title).toBe("some new code");
});
