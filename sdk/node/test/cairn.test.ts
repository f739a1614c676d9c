import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Cairn, type Loss } from "../src/index.ts";

interface Sent {
  id: string;
  event: string;
  distinct_id: string;
  timestamp: string;
  properties: Record<string, unknown>;
  [field: string]: unknown;
}
interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A server that says what it is told to say, and 200 after that. */
let server: Server;
let host = "";
let answers: Answer[] = [];
let requests: { headers: IncomingHttpHeaders; url: string | undefined; at: number; events: Sent[] }[] = [];
let opened: Cairn[] = [];

beforeEach(async () => {
  answers = [];
  requests = [];
  opened = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { events } = JSON.parse(body) as { events: Sent[] };
      requests.push({ headers: request.headers, url: request.url, at: Date.now(), events });
      const { status, headers, body: text } = answers.shift() ?? { status: 200 };
      response
        .writeHead(status, headers)
        .end(text ?? JSON.stringify({ accepted: events.length, duplicates: 0, rejected: [] }));
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  for (const cairn of opened) await cairn.shutdown(0);
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  vi.useRealTimers();
});

function open(options: Partial<ConstructorParameters<typeof Cairn>[1]> = {}): Cairn {
  const cairn = new Cairn("cwk_test", { host: `${host}/`, ...options });
  opened.push(cairn);
  return cairn;
}

test("Each call becomes the event that the server knows, with an id and a time of its own", async () => {
  const cairn = open({ properties: { service: "billing" } });
  cairn.track(
    "bought",
    "ann",
    { amount: 9.5 },
    { sessionId: "s1", groups: { company: "acme" }, timestamp: new Date("2026-11-21T12:00:00Z") },
  );
  cairn.identify("ann", { anonymousId: "anon_1", set: { plan: "pro" }, setOnce: { source: "hn" } });
  cairn.alias("ann", "ann@shop");
  cairn.group("company", "acme", { seats: 5 });
  cairn.set("ann", { city: "Bonn" });
  cairn.trackFeature("csv_export", "ann");
  cairn.trackAI("ann", {
    provider: "acme",
    model: "small-1",
    inputTokens: 10,
    latencyMs: 1_500,
    error: "timeout",
  });
  await cairn.flush();
  const [request] = requests;
  expect([request?.url, request?.headers.authorization]).toEqual(["/ingest/events", "Bearer cwk_test"]);
  expect(request?.events).toMatchObject([
    {
      event: "bought",
      distinct_id: "ann",
      session_id: "s1",
      groups: { company: "acme" },
      timestamp: "2026-11-21T12:00:00.000Z",
      properties: { amount: 9.5, service: "billing", $lib: "cairn-node" },
    },
    {
      event: "$identify",
      distinct_id: "ann",
      properties: { $anon_distinct_id: "anon_1" },
      set: { plan: "pro" },
      set_once: { source: "hn" },
    },
    { event: "$alias", distinct_id: "ann", properties: { alias: "ann@shop" } },
    {
      event: "$group",
      distinct_id: "company_acme",
      groups: { company: "acme" },
      properties: { $group_type: "company", $group_key: "acme", $group_set: { seats: 5 } },
    },
    { event: "$set", distinct_id: "ann", set: { city: "Bonn" } },
    { event: "feature_used", distinct_id: "ann", properties: { feature: "csv_export" } },
    {
      event: "$ai_generation",
      distinct_id: "ann",
      properties: {
        $ai_model: "small-1",
        $ai_input_tokens: 10,
        $ai_latency: 1.5,
        $ai_is_error: true,
        $ai_error: "timeout",
      },
    },
  ]);
  expect(new Set(request?.events.map(({ id }) => id)).size).toBe(7);
  expect([cairn.sent, cairn.lost, cairn.waiting]).toEqual([7, 0, 0]);
});

test("Fifty go at once, and what is left goes with the next request", async () => {
  const cairn = open();
  for (let i = 0; i < 120; i++) cairn.track("a", "ann", { i });
  await cairn.flush();
  expect(requests.map(({ events }) => events.length)).toEqual([50, 50, 20]);
  expect(requests.flatMap(({ events }) => events.map(({ properties }) => properties.i))).toEqual(
    Array.from({ length: 120 }, (_, i) => i),
  );
});

test("Fewer wait for the interval", async () => {
  const cairn = open({ flushIntervalMs: 20 });
  cairn.track("a", "ann");
  expect(requests).toEqual([]);
  await vi.waitFor(() => expect(requests).toHaveLength(1));
});

test("An overload is waited for as the server says, and the same ids come again", async () => {
  answers = [{ status: 503, headers: { "Retry-After": "1" } }, { status: 200 }];
  const cairn = open();
  cairn.track("a", "ann");
  cairn.track("b", "ann");
  await cairn.flush();
  expect(requests).toHaveLength(2);
  expect(requests[1]!.at - requests[0]!.at).toBeGreaterThanOrEqual(950);
  expect(requests[1]?.events).toEqual(requests[0]?.events);
  expect([cairn.sent, cairn.lost]).toEqual([2, 0]);
});

test("What is refused for good is lost, counted and told, and does not hold up the rest", async () => {
  answers = [
    { status: 401, body: "unknown_key" },
    {
      status: 200,
      body: JSON.stringify({
        accepted: 1,
        duplicates: 0,
        rejected: [{ index: 0, code: "invalid_event", message: "No." }],
      }),
    },
  ];
  const losses: Loss[] = [];
  const cairn = open({ batchSize: 2, onLoss: (loss) => losses.push(loss) });
  for (const name of ["a", "b", "c", "d"]) cairn.track(name, "ann");
  await cairn.flush();
  expect(losses).toMatchObject([
    { events: 2, reason: "refused", message: "401 unknown_key" },
    { events: 1, reason: "rejected", message: "invalid_event: No." },
  ]);
  expect([cairn.sent, cairn.lost]).toEqual([1, 3]);
});

test("The queue is bounded, and nothing throws into the program", async () => {
  const losses: Loss[] = [];
  const cairn = open({
    queueSize: 2,
    onLoss: (loss) => {
      losses.push(loss);
      throw new Error("the caller's own trouble");
    },
  });
  const circle: Record<string, never> = {};
  Object.assign(circle, { circle });
  cairn.track("circle", "ann", circle);
  for (const name of ["a", "b", "c"]) cairn.track(name, "ann");
  await cairn.shutdown();
  cairn.track("late", "ann");
  expect(losses.map(({ reason }) => reason)).toEqual(["unserializable", "queue_full", "shut_down"]);
  expect([cairn.sent, cairn.lost]).toEqual([2, 3]);
});

test("Shutting down ends in time when nobody answers, and says what was left", async () => {
  answers = Array.from({ length: 50 }, () => ({ status: 503, headers: { "Retry-After": "30" } }));
  const cairn = open();
  cairn.track("a", "ann");
  await cairn.shutdown(100);
  expect([cairn.sent, cairn.lost, cairn.waiting]).toEqual([0, 1, 0]);
});
