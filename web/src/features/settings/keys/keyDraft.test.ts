import { expect, test } from "vitest";
import type { Key } from "@/api/types";
import { changeOf, draftOf, emptyDraft, newKeyOf } from "./keyDraft";

test("Lines become lists, and no line is no bound", () => {
  const draft = { ...emptyDraft, name: " Shop ", origins: "https://a.test\n\n https://b.test, ", rate: "50" };
  expect(newKeyOf("write", draft)).toEqual({
    kind: "write",
    name: "Shop",
    eventsPerSecond: 50,
    expiresAt: null,
    origins: ["https://a.test", "https://b.test"],
    allowWithoutOrigin: false,
    events: null,
  });
});

test("An end that is not touched is not sent, so that its hour stays", () => {
  const key: Key = {
    kind: "api",
    id: "1",
    name: "n",
    key: null,
    hint: "csk_abcd…",
    role: "viewer",
    scopes: ["query"],
    requestsPerMinute: null,
    eventsPerSecond: null,
    origins: null,
    allowWithoutOrigin: null,
    events: null,
    createdAt: "2026-11-01T00:00:00.000Z",
    lastUsedAt: null,
    expiresAt: "2026-12-01T10:30:00.000Z",
    replacedBy: null,
    revokedAt: null,
  };
  const before = draftOf(key);
  expect(changeOf("api", { ...before, name: "m" }, before)).not.toHaveProperty("expiresAt");
  expect(changeOf("api", { ...before, lastDay: "" }, before).expiresAt).toBeNull();
  expect(changeOf("api", { ...before, lastDay: "2027-01-31" }, before).expiresAt).toBe(
    "2027-01-31T23:59:59Z",
  );
});
