import { describe, expect, test } from "vitest";
import type { CohortRule } from "@/api/types";
import { describeRule } from "./describeRule";
import { addRule, changeRule, newEvent, newRule } from "./draft";
import { readRules } from "./readRules";
import { writeRules } from "./writeRules";

/** Every form of the docs. */
const all: CohortRule = {
  or: [
    { property: "plan", scope: "person", op: "eq", value: ["pro"] },
    { did: { event: "buy" } },
    { did: { event: "buy", where: { property: "amount", op: "gt", value: 10 } }, atLeast: 2, lastDays: 30 },
    { did: { event: null }, atMost: 3, range: { from: "2026-01-01", to: "2026-01-31" } },
    { did: { event: "buy" }, atLeast: 2, atMost: 4 },
    { did: { event: "buy" }, exactly: 0 },
    { didNot: { event: "buy" }, lastDays: 7 },
    { firstDid: { event: "buy" }, lastDays: 1 },
    { did: { event: "look" }, then: { event: "buy" }, window: { value: 2, unit: "hour" } },
    { cohort: "vip", in: false },
    { not: { and: [{ cohort: "vip" }, { not: { did: { event: "buy" } } }] } },
  ],
};

test("a definition that is read and written again is the same", () => {
  const written = writeRules(readRules(all));
  expect(written.definition).toEqual(all);
  expect(written.unfinished).toEqual([]);
  expect(written.count).toBe(12);
});
test("a single condition becomes a group of one, which means the same", () =>
  expect(writeRules(readRules({ did: { event: "buy" } })).definition).toEqual({
    and: [{ did: { event: "buy" } }],
  }));
test("nonsense is everybody, and nothing throws", () => {
  for (const nonsense of [undefined, null, 5, { and: 3 }, { and: [null, { not: 4 }] }, { static: true }])
    expect(writeRules(readRules(nonsense)).definition).toEqual({ and: [] });
});

describe("while conditions are unfinished", () => {
  const draft = readRules({ and: [{ did: { event: "a" } }] });
  const unfinished = newRule("did");
  const withMore = addRule(addRule(draft, draft.id, unfinished), draft.id, {
    ...newEvent(),
    selector: { event: "b" },
    when: { kind: "ever" },
  });

  test("they are left out and named, and the others keep the pointers of what is sent", () => {
    const { definition, unfinished: names, pointers } = writeRules(withMore);
    expect(definition).toEqual({ and: [{ did: { event: "a" } }, { did: { event: "b" } }] });
    expect(names).toEqual([unfinished.id]);
    expect([...pointers.values()]).toEqual(["/definition/and/0", "/definition/and/1", "/definition"]);
  });
  test("a number that was deleted makes its condition unfinished", () => {
    const without = changeRule(draft, draft.items[0]!.id, (rule) =>
      rule.kind === "event" ? { ...rule, times: { kind: "atLeast", count: null } } : rule,
    );
    expect(writeRules(without).unfinished).toHaveLength(1);
  });
  test("a condition is taken away wherever it stands", () => {
    const nested = readRules({ and: [{ or: [{ did: { event: "a" } }, { did: { event: "b" } }] }] });
    const group = nested.items[0]!;
    const first = group.kind === "group" ? group.items[0]! : group;
    expect(writeRules(changeRule(nested, first.id, () => null)).definition).toEqual({
      and: [{ or: [{ did: { event: "b" } }] }],
    });
  });
});

test("definitions are told in words", () => {
  const words = (rule: CohortRule) => describeRule(rule, (key) => (key === "vip" ? "Best customers" : key));
  expect(words({ and: [] })).toBe("everybody");
  expect(words({ did: { event: "buy" }, atLeast: 2, lastDays: 30 })).toBe(
    "did buy at least 2 times in the last 30 days",
  );
  expect(words({ did: { event: "buy" }, exactly: 1 })).toBe("did buy exactly once");
  expect(words({ did: { event: "buy" }, atMost: 1 })).toBe("did buy at most once or never");
  expect(words({ firstDid: { event: "buy" }, lastDays: 1 })).toBe("did buy for the first time today");
  expect(words({ did: { event: "look" }, then: { event: "buy" }, window: { value: 1, unit: "day" } })).toBe(
    "did look, then buy within 1 day",
  );
  expect(
    words({ and: [{ cohort: "vip" }, { or: [{ didNot: { event: "buy" } }, { did: { event: null } }] }] }),
  ).toBe("in the cohort Best customers and (did not do buy or did any event)");
});
