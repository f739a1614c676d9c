import { expect, test } from "vitest";
import type { Filter } from "@/api/types";
import {
  addAt,
  draftAt,
  emptyDraft,
  fromDraft,
  removeAt,
  replaceAt,
  toDraft,
  unfinished,
  type Draft,
} from "./draft";

const plan: Filter = { property: "plan", scope: "person", op: "eq", value: "pro" };
const amount: Filter = { property: "amount", op: "gt", value: 10 };
const row = (filter: object): Draft => ({ kind: "row", not: false, filter });

test.each<[string, Filter | undefined]>([
  ["nothing", undefined],
  ["one condition", plan],
  ["several that must all hold", { and: [plan, amount] }],
  ["several of which one must hold", { or: [plan, amount] }],
  ["a group in a group", { and: [plan, { or: [amount, plan] }] }],
  ["none of", { not: { or: [plan, amount] } }],
  ["a condition turned round", { not: plan }],
  ["a cohort", { cohort: "pro_users" }],
  ["a cohort and its opposite", { and: [{ cohort: "a" }, { cohort: "b", in: false }] }],
  [
    "groups deeper than the editor draws",
    { and: [plan, { or: [{ and: [plan, { or: [plan, amount] }] }, amount] }] },
  ],
  ["twice not", { not: { not: plan } }],
])("%s goes through the editor unchanged", (_, filter) => {
  expect(fromDraft(toDraft(filter))).toEqual(filter);
});

test("not in a cohort is the cohort's own opposite", () => {
  expect(fromDraft(toDraft({ not: { cohort: "a" } }))).toEqual({ cohort: "a", in: false });
});

test("what the editor has no form for is kept as it is", () => {
  const deep: Filter = { and: [plan, { or: [{ and: [plan, amount] }, amount] }] };
  expect(draftAt(toDraft(deep), [1, 0])).toEqual({ kind: "fixed", filter: { and: [plan, amount] } });
});

test("rows that are not finished stay in the editor and are not asked", () => {
  const draft = addAt(toDraft(plan), [], row({ property: "country", op: "eq" }));
  expect(fromDraft(draft)).toEqual(plan);
  expect(unfinished(draft)).toBe(1);
  const finished = replaceAt(draft, [1], row({ property: "country", op: "eq", value: "AT" }));
  expect(fromDraft(finished)).toEqual({ and: [plan, { property: "country", op: "eq", value: "AT" }] });
  expect(unfinished(finished)).toBe(0);
});

test("an unfinished group asks nothing", () => {
  const draft = addAt(emptyDraft, [], { kind: "group", mode: "any", not: true, items: [row({})] });
  expect(fromDraft(draft)).toBeUndefined();
});

test("a group that loses its last row goes with it", () => {
  const draft = toDraft({ and: [plan, { or: [amount] }] });
  expect(fromDraft(removeAt(draft, [1, 0]))).toEqual(plan);
  expect(removeAt(draft, [1, 0]).items).toHaveLength(1);
});

test("removing keeps the others in their order", () => {
  const draft = toDraft({ and: [plan, amount, { cohort: "a" }] });
  expect(fromDraft(removeAt(draft, [1]))).toEqual({ and: [plan, { cohort: "a" }] });
  expect(fromDraft(removeAt(removeAt(draft, [0]), [0]))).toEqual({ cohort: "a" });
});

test("a path that leads nowhere changes nothing", () => {
  const draft = toDraft({ and: [plan, amount] });
  expect(addAt(draft, [0], row({}))).toEqual(draft);
  expect(draftAt(draft, [0, 3])).toBeUndefined();
});
