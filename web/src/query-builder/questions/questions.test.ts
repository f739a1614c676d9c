import { expect, test } from "vitest";
import type { FunnelQuestion, TrendsQuestion } from "@/api/types";
import { askableFunnel, firstFunnel, readFunnel, withSteps } from "./funnel";
import { readFilter, readRange } from "./parts";
import { askableTrends, firstTrends, readTrends } from "./trends";

const nonsense: unknown[] = [
  undefined,
  null,
  1,
  "x",
  [],
  {},
  { series: "x", steps: {}, range: 1, breakdowns: 3, filter: [], window: "1d" },
  {
    series: [null, 1, {}, { event: {} }],
    steps: [[], { event: 5.5, where: { and: 1 } }],
    range: { from: {} },
  },
  {
    filter: { not: { not: { property: 1 } } },
    formula: {},
    interval: "year",
    by: "group:",
    exclusions: [{}],
  },
];

test.each(nonsense)("%j becomes a question that can be shown", (raw) => {
  const trends = readTrends(raw);
  expect(trends.kind).toBe("trends");
  expect(trends.series.length).toBeGreaterThan(0);
  expect(readTrends(trends)).toEqual(trends);
  const funnel = readFunnel(raw);
  expect(funnel.steps.length).toBeGreaterThan(1);
  expect(readFunnel(funnel)).toEqual(funnel);
});

const trends: TrendsQuestion = {
  kind: "trends",
  range: { from: "2026-11-01", to: "2026-11-20", weekStart: "sunday" },
  interval: "week",
  filter: {
    and: [
      { property: "plan", scope: "person", op: "in", value: ["pro"] },
      { cohort: "a", in: false },
    ],
  },
  breakdowns: [
    { property: "amount", bins: 5 },
    { property: "a", scope: "cohort" },
  ],
  series: [
    { event: "purchase", measure: "sum", property: "amount", name: "Revenue" },
    { event: null, measure: "persons", where: { not: { property: "x", op: "is_set" } } },
  ],
  formula: "A / B",
  compare: "year",
  display: "cumulative",
  rolling: 7,
};

test("a whole trends question goes through a link unchanged", () => {
  expect(readTrends(JSON.parse(JSON.stringify(trends)))).toEqual(trends);
  expect(askableTrends(trends)).toEqual(trends);
});

test("a sum without its number is not asked, an empty breakdown is left out", () => {
  expect(askableTrends({ ...firstTrends, series: [{ event: "purchase", measure: "sum" }] })).toBeNull();
  expect(askableTrends({ ...firstTrends, breakdowns: [{ property: "" }] })).toEqual(firstTrends);
});

const funnel: FunnelQuestion = {
  kind: "funnel",
  range: { from: "-30d" },
  steps: [
    { event: "a" },
    { event: "b", where: { property: "p", op: "gt", value: 1 } },
    { event: "c", name: "Done" },
  ],
  filter: { cohort: "x" },
  breakdowns: [{ property: "country", limit: 5 }],
  order: "strict",
  window: { value: 3, unit: "hour" },
  exclusions: [{ event: "x", from: 1, to: 2 }],
  by: "group:company",
  attribution: "step:1",
  view: "time_to_convert",
  interval: "week",
  fromStep: 1,
  toStep: 2,
};

test("a whole funnel goes through a link unchanged", () => {
  expect(readFunnel(JSON.parse(JSON.stringify(funnel)))).toEqual(funnel);
  expect(askableFunnel(funnel)).toEqual(funnel);
});

test("a funnel is asked once every step has its event", () => {
  expect(askableFunnel(firstFunnel)).toBeNull();
  expect(askableFunnel({ ...firstFunnel, steps: [{ event: "a" }, { event: null }] })).not.toBeNull();
  const [a, b] = [{ event: "a" }, { event: "b" }];
  expect(askableFunnel({ ...firstFunnel, steps: [a, b, { event: "" }] })?.steps).toEqual([a, b]);
  expect(askableFunnel({ ...firstFunnel, steps: [a, { event: "" }, b] })).toBeNull();
  expect(askableFunnel({ ...funnel, order: "any" })?.exclusions).toEqual([{ event: "x", from: 0, to: 2 }]);
  expect(
    askableFunnel({ ...funnel, exclusions: [{ event: "", from: 0, to: 1 }], breakdowns: [{ property: "" }] }),
  ).not.toHaveProperty("exclusions");
});

test("taking a step away mends what pointed at it", () => {
  const two = withSteps(funnel, funnel.steps.slice(0, 2));
  expect(two).not.toHaveProperty("fromStep");
  expect(two).not.toHaveProperty("toStep");
  expect(two.exclusions).toEqual([{ event: "x", from: 0, to: 1 }]);
  expect(two.attribution).toBe("step:1");
  expect(withSteps(funnel, funnel.steps.slice(0, 2)).attribution).toBe("step:1");
});

test("filters nest no deeper than anybody means", () => {
  let deep: unknown = { property: "p", op: "is_set" };
  for (let level = 0; level < 50; level++) deep = { not: deep };
  expect(readFilter(deep)).toBeUndefined();
});

test("a number in a link is a name where a name is meant", () => {
  expect(readTrends({ series: [{ event: 404, measure: "count" }] }).series[0]?.event).toBe("404");
  expect(readRange({ from: "-7d", to: 5 }, "-28d")).toEqual({ from: "-7d", to: "5" });
});
