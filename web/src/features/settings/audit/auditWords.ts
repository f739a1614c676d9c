import type { AuditLine } from "@/api/audit";

/** The nouns of actions, for the filter; an action of another noun is still found under "Everything". */
export const auditNouns: readonly { value: string; label: string }[] = [
  { value: "", label: "Everything" },
  { value: "session.", label: "Sign-ins" },
  { value: "account.", label: "Accounts" },
  { value: "member.", label: "Members" },
  { value: "invitation.", label: "Invitations" },
  { value: "key.", label: "Keys" },
  { value: "project.", label: "Project" },
  { value: "events.", label: "Exports of events" },
  { value: "answer.", label: "Exports of answers" },
  { value: "import.", label: "Imports" },
  { value: "persons.", label: "Merged persons" },
  { value: "erasure.", label: "Erasures" },
  { value: "retention.", label: "Retention" },
  { value: "mirror.", label: "Mirror" },
  { value: "redaction.", label: "Redaction" },
  { value: "cohort.", label: "Cohorts" },
  { value: "board_link.", label: "Public links" },
  { value: "backup.", label: "Backups" },
];

/** `key.created` → "key created": the words of the log, with spaces. */
export const actionWords = (action: string): string => action.replaceAll("_", " ").replace(".", " ");

/** Who did it, in words. */
export function actorWords(line: Pick<AuditLine, "actor" | "actorKind">): string {
  switch (line.actorKind) {
    case "account":
      return line.actor;
    case "api_key":
      return `API key ${line.actor}`;
    case "self_token":
      return "Somebody with their own token";
    case "console":
      return `${line.actor} at the console`;
    case "system":
      return "Cairn itself";
    default:
      return "Nobody known";
  }
}

/** How long ago the log begins, by the word in the address. */
export const auditSpans = [
  { value: "", label: "Any time", days: null },
  { value: "1d", label: "Last 24 hours", days: 1 },
  { value: "7d", label: "Last 7 days", days: 7 },
  { value: "30d", label: "Last 30 days", days: 30 },
  { value: "365d", label: "Last 365 days", days: 365 },
] as const;

export type AuditSpan = (typeof auditSpans)[number]["value"];

/** The moment a span begins, to the hour, so that the same span asks the same question for a while. */
export function spanStart(span: AuditSpan, now: Date): string | undefined {
  const days = auditSpans.find(({ value }) => value === span)?.days;
  if (!days) return undefined;
  const hour = 3_600_000;
  return new Date(Math.floor(now.getTime() / hour) * hour - days * 24 * hour).toISOString();
}

export interface AuditPageSearch {
  what: string;
  who: string;
  which: string;
  since: AuditSpan;
}

export function readAuditSearch(raw: Record<string, unknown>): AuditPageSearch {
  const text = (value: unknown) => (typeof value === "string" ? value.slice(0, 200) : "");
  return {
    what: text(raw["what"]),
    who: text(raw["who"]),
    which: text(raw["which"]),
    since: auditSpans.find(({ value }) => value === raw["since"])?.value ?? "",
  };
}
