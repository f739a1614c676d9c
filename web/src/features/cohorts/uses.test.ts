import { expect, test } from "vitest";
import type { TrendsQuestion } from "@/api/types";
import { usesOf } from "./uses";

const vip = { id: "0199", key: "vip", name: "VIP", definition: { did: { event: "buy" } } };
const question: TrendsQuestion = {
  kind: "trends",
  range: { from: "-7d" },
  interval: "day",
  series: [{ event: "vip", measure: "count" }],
};
const report = (name: string, more: Partial<TrendsQuestion>) => ({
  id: name,
  name,
  kind: "trends" as const,
  query: { ...question, ...more },
});

test("a cohort is used where a filter, a breakdown or a definition names its key or its id, however deep", () => {
  const uses = usesOf(
    vip,
    [
      vip,
      { id: "2", key: "lost", name: "Lost", definition: { and: [{ not: { cohort: "vip" } }] } },
      { id: "3", key: "other", name: "Other", definition: { did: { event: "vip" } } },
    ],
    [
      report("only the event has its name", {}),
      report("filter", { filter: { or: [{ cohort: "0199" }] } }),
      report("breakdown", { breakdowns: [{ property: "vip", scope: "cohort" }] }),
      report("a property of that name", { breakdowns: [{ property: "vip" }] }),
    ],
  );
  expect(uses.cohorts.map((cohort) => cohort.key)).toEqual(["lost"]);
  expect(uses.reports.map((one) => one.name)).toEqual(["filter", "breakdown"]);
});
