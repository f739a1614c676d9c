import { afterEach, expect, test, vi } from "vitest";
import { ask, AnalyticsError } from "../src/ask.ts";
import { exportText } from "../src/exporting.ts";
import { insightsOf } from "../src/insights.ts";
import type { Metric, Period } from "../src/types.ts";

afterEach(() => void vi.unstubAllGlobals());

const metric = (total: number | null, previous: number | null, values: number[] = []): Metric => ({
  label: "Page views",
  total,
  previous,
  change: total === null || !previous ? null : (total - previous) / previous,
  points: values.map((value, day) => ({
    t: `2026-11-${String(day + 1).padStart(2, "0")}T00:00:00+01:00`,
    value,
  })),
});

test.each<[string, Metric, string[]]>([
  [
    "more",
    metric(120, 100),
    ["Page views: 120 in the last 7 days, 20% more than in the 7 days before (100)."],
  ],
  [
    "less",
    metric(1_000, 4_000),
    ["Page views: 1,000 in the last 7 days, 75% less than in the 7 days before (4,000)."],
  ],
  [
    "hardly more",
    metric(1_001, 1_000),
    ["Page views: 1,001 in the last 7 days, under 1% more than in the 7 days before (1,000)."],
  ],
  ["the same", metric(5, 5), ["Page views: 5 in the last 7 days, as many as in the 7 days before."]],
  ["new", metric(5, 0), ["Page views: 5 in the last 7 days, none in the 7 days before."]],
  ["nothing at all", metric(0, 0), ["Page views: 0 in the last 7 days, and none in the 7 days before."]],
  ["nothing to compare", metric(5, null), ["Page views: 5 in the last 7 days."]],
  ["an average of nothing", metric(null, 5), []],
])("A sentence says what the numbers say: %s", (_, given, sentences) => {
  expect(insightsOf({ pageviews: given }, "7d")).toEqual(sentences);
});

test("A peak is told only where one bucket stands out", () => {
  const peak = (values: number[]) => insightsOf({ pageviews: metric(9, null, values) }, "7d").slice(1);
  expect(peak([1, 5, 3])).toEqual(["Page views: most at 2026-11-02 (5)."]);
  expect(peak([5, 5, 3])).toEqual([]);
  expect(peak([0, 9, 0])).toEqual([]);
});

test("The file has a column for each number and a line for each time", () => {
  const metrics = { a: metric(3, 1, [1, 2]), 'b, "quoted"': metric(1, 0, [0]) };
  expect(exportText(metrics, [], "7d", "csv")).toBe(
    'time,a,"b, ""quoted"""\r\n2026-11-01T00:00:00+01:00,1,0\r\n2026-11-02T00:00:00+01:00,2,\r\n',
  );
  expect(JSON.parse(exportText(metrics, ["x"], "7d", "json"))).toEqual({
    period: "7d",
    metrics,
    insights: ["x"],
  });
});

function serve(...answers: Response[]) {
  const requests: { address: string; token: string | null; body: Record<string, unknown> }[] = [];
  vi.stubGlobal("fetch", async (address: string, given: RequestInit) => {
    requests.push({
      address,
      token: new Headers(given.headers).get("Authorization"),
      body: JSON.parse(String(given.body)) as Record<string, unknown>,
    });
    return answers.shift();
  });
  return requests;
}

const { signal } = new AbortController();

test("One question asks for all numbers and for those of the period before", async () => {
  const points = [{ t: "2026-11-01", value: 3 }];
  const requests = serve(
    Response.json({ series: [{ total: 3, points, previous: { total: 2, points: [] } }] }),
  );
  const metrics = await ask(
    {
      endpoint: "https://shop.example.com/my-numbers/",
      token: "cst_1",
      timeZone: "Europe/Berlin",
      metrics: { spent: { label: "Spent", event: "purchase", measure: "sum", property: "amount" } },
    },
    "30d",
    undefined,
    signal,
  );
  expect(metrics).toEqual({ spent: { label: "Spent", total: 3, previous: 2, change: 0.5, points } });
  expect(requests).toEqual([
    {
      address: "https://shop.example.com/my-numbers/query",
      token: "Bearer cst_1",
      body: {
        kind: "trends",
        range: { from: "-30d", timezone: "Europe/Berlin" },
        interval: "day",
        compare: "previous",
        series: [{ event: "purchase", measure: "sum", property: "amount", name: "Spent" }],
      },
    },
  ]);
});

test("A token that has ended is asked for once more, for the same user", async () => {
  const requests = serve(new Response("{}", { status: 401 }), Response.json({ series: [] }));
  let made = 0;
  await ask({ endpoint: "/x", token: (userId) => `cst_${userId}_${++made}` }, "24h", "ann", signal);
  expect(requests.map(({ token, address }) => [token, address])).toEqual([
    ["Bearer cst_ann_1", "/x/query"],
    ["Bearer cst_ann_2", "/x/query"],
  ]);
});

test("A refusal is an error with the server's words", async () => {
  serve(Response.json({ title: "No", detail: "Only your own." }, { status: 403 }));
  const refusal = ask({ endpoint: "/x" }, "7d", undefined, signal);
  await expect(refusal).rejects.toThrow(AnalyticsError);
  await expect(refusal).rejects.toMatchObject({ status: 403, message: "Only your own." });
});

test.each<[Period, string]>([
  ["24h", "hour"],
  ["2d", "hour"],
  ["7d", "day"],
  ["92d", "day"],
  ["180d", "month"],
  ["12m", "month"],
])("%s is drawn by the %s", async (period, interval) => {
  const requests = serve(Response.json({ series: [] }));
  await ask({ endpoint: "/x" }, period, undefined, signal);
  expect(requests[0]?.body.interval).toBe(interval);
});

test("What is no period is refused before anybody is asked", async () => {
  const requests = serve();
  await expect(ask({ endpoint: "/x" }, "1.5d", undefined, signal)).rejects.toThrow(RangeError);
  expect(requests).toEqual([]);
});
