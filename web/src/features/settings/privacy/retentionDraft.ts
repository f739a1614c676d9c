import type { KeepRules } from "@/api/retention";

/** The rules as they stand in the form. */
export interface RetentionDraft {
  /** Empty: for ever. */
  keepDays: string;
  archive: boolean;
  events: EventDraft[];
}

export interface EventDraft {
  /** Undefined: not chosen yet. */
  event: string | undefined;
  keepDays: string;
}

export const mostDays = 36_500;

export const draftOf = (rules: KeepRules): RetentionDraft => ({
  keepDays: textOf(rules.keepDays),
  archive: rules.archive,
  events: rules.events.map(({ event, keepDays }) => ({ event, keepDays: textOf(keepDays) })),
});

/** The rules; null while something in the form cannot be read. */
export function rulesOf(draft: RetentionDraft): KeepRules | null {
  const names = draft.events.map(({ event }) => event);
  const days = [draft.keepDays, ...draft.events.map(({ keepDays }) => keepDays)];
  if (days.some((text) => faultOf(text) !== undefined)) return null;
  if (names.includes(undefined) || new Set(names).size < names.length) return null;
  return {
    keepDays: daysOf(draft.keepDays),
    archive: draft.archive,
    events: draft.events
      .map(({ event, keepDays }) => ({ event: event ?? "", keepDays: daysOf(keepDays) }))
      .toSorted((a, b) => (a.event < b.event ? -1 : 1)),
  };
}

/** What is wrong with a number of days; undefined when nothing is. */
export function faultOf(text: string): string | undefined {
  if (text.trim() === "") return undefined;
  const days = Number(text);
  return Number.isInteger(days) && days >= 1 && days <= mostDays
    ? undefined
    : "A whole number from 1 to 36,500, or nothing for ever.";
}

export const isSame = (a: KeepRules, b: KeepRules) => JSON.stringify(a) === JSON.stringify(b);

/** "30 days", "for ever" */
export const spanWords = (days: number | null) =>
  days === null ? "for ever" : `${days} ${days === 1 ? "day" : "days"}`;

const textOf = (days: number | null) => days?.toString() ?? "";
const daysOf = (text: string) => (text.trim() === "" ? null : Number(text));
