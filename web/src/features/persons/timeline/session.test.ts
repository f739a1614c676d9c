import { expect, test } from "vitest";
import type { EventItem, TimelineSession } from "@/api/types";
import { sessionFacts } from "./session";

const event = (name: string, properties: Record<string, unknown>): EventItem => ({
  id: name,
  event: name,
  distinctId: "ann",
  personId: "1",
  timestamp: "2026-11-20T10:00:00Z",
  receivedAt: "2026-11-20T10:00:00Z",
  sessionId: null,
  groups: {},
  properties,
});

const session = (events: EventItem[]): TimelineSession => ({
  sessionId: null,
  start: "2026-11-20T10:00:00Z",
  end: "2026-11-20T10:02:14.5Z",
  eventCount: events.length,
  events,
});

test("pages stand in the order they were seen, though events come newest first", () => {
  const facts = sessionFacts(
    session([
      event("$pageview", { url: "https://x.example/pay?step=2" }),
      event("bought", { url: "https://x.example/thanks" }),
      event("$pageview", { url: "https://x.example/pay" }),
      event("$pageview", { url: "https://x.example/" }),
    ]),
  );
  expect(facts.pages).toEqual(["/", "/pay"]);
  expect(facts.seconds).toBe(134.5);
});
test("device, browser and country come from any event that names them", () =>
  expect(
    sessionFacts(session([event("a", {}), event("b", { $country: "DE", $device_type: "Mobile" })])).where,
  ).toEqual(["Mobile", "DE"]));
