import type { Key, KeyChange, NewKey } from "@/api/types";
import type { KeyKind } from "./kinds";

/** A key as the dialog holds it: lists as lines, numbers and days as they are typed. */
export interface KeyDraft {
  name: string;
  role: NonNullable<NewKey["role"]>;
  /** Null: everything the role allows. */
  scopes: string[] | null;
  rate: string;
  origins: string;
  allowWithoutOrigin: boolean;
  events: string;
  /** 2027-01-31, the last day; empty: it never ends. */
  lastDay: string;
}

export const emptyDraft: KeyDraft = {
  name: "",
  role: "viewer",
  scopes: null,
  rate: "",
  origins: "",
  allowWithoutOrigin: false,
  events: "",
  lastDay: "",
};

export function draftOf(key: Key): KeyDraft {
  return {
    name: key.name,
    role: "viewer", // a role is given once
    scopes: key.scopes ?? null,
    rate: String((key.kind === "api" ? key.requestsPerMinute : key.eventsPerSecond) ?? ""),
    origins: (key.origins ?? []).join("\n"),
    allowWithoutOrigin: key.allowWithoutOrigin ?? false,
    events: (key.events ?? []).join("\n"),
    lastDay: key.expiresAt?.slice(0, 10) ?? "",
  };
}

export function newKeyOf(kind: KeyKind, draft: KeyDraft): NewKey {
  return {
    kind,
    ...(kind === "api" ? { role: draft.role } : {}),
    ...bindings(kind, draft),
    name: draft.name.trim(),
  };
}

/** An end that was not touched stays to the second, though the dialog shows its day only. */
export function changeOf(kind: KeyKind, draft: KeyDraft, before: KeyDraft): KeyChange {
  const { expiresAt, ...rest } = bindings(kind, draft);
  return {
    ...rest,
    name: draft.name.trim(),
    ...(draft.lastDay === before.lastDay ? {} : { expiresAt: expiresAt ?? null }),
  };
}

function bindings(kind: KeyKind, draft: KeyDraft): KeyChange {
  const rate = draft.rate.trim() ? Number(draft.rate) : null;
  const expiresAt = draft.lastDay ? `${draft.lastDay}T23:59:59Z` : null;
  if (kind === "api") return { scopes: draft.scopes, requestsPerMinute: rate, expiresAt };
  if (kind === "service") return { eventsPerSecond: rate, expiresAt };
  const origins = linesOf(draft.origins);
  return {
    eventsPerSecond: rate,
    expiresAt,
    origins,
    allowWithoutOrigin: origins !== null && draft.allowWithoutOrigin,
    events: linesOf(draft.events),
  };
}

/** One entry per line or comma; null: none. */
function linesOf(text: string): string[] | null {
  const lines = text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.length ? lines : null;
}
