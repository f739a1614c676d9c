import type { Key } from "@/api/types";

export type KeyKind = "write" | "service" | "api";

/** The words of each kind of key. */
export const kinds = {
  write: {
    word: "write key",
    title: "Write keys",
    lead: "Public: they may only send events, and may stand in the code of a web page. Bind one to your websites, so that no other sends with it.",
    none: "No write key is in use: no page or app can send events.",
    placeholder: "Web shop",
    ends: "Whatever sends events with this key is refused from now on.",
  },
  service: {
    word: "service key",
    title: "Service keys",
    lead: "Secret: they send events from your servers and read nothing.",
    none: "None. Make one when a server of yours sends events.",
    placeholder: "Billing server",
    ends: "Whatever sends events with this key is refused from now on.",
  },
  api: {
    word: "API key",
    title: "API keys",
    lead: "Secret: they read, and with higher roles change, this project.",
    none: "No API key is in use. Make one for a script, a notebook or another program.",
    placeholder: "Nightly report",
    ends: "Whatever reads answers with this key is refused from now on.",
  },
} as const;

/** What a key may do of what its role allows. */
export const scopes = [
  { value: "query", label: "query", means: "numbers: questions, reports, boards" },
  { value: "persons", label: "persons", means: "single persons and events, SQL" },
  { value: "export", label: "export", means: "every event as a file" },
  { value: "import", label: "import", means: "files into the project" },
  { value: "write_reports", label: "write_reports", means: "change reports, boards, cohorts" },
  { value: "manage", label: "manage", means: "keys, members, settings, privacy" },
] as const;

/** It opens something now. */
export const isLive = (key: Key, now: Date) =>
  !key.revokedAt && !(key.expiresAt && new Date(key.expiresAt) <= now);
