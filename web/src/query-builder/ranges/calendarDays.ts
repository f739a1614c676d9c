/**
 * Calendars work with a browser's own midnights; Cairn's ranges name days. A day is carried as the local midnight of the
 * same date, whatever the zone, so that neither side shifts it.
 */
export function dayOf(date: string): Date | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  return match ? new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : undefined;
}

/** 2026-11-20 */
export function nameOfDay(day: Date): string {
  const part = (value: number) => String(value).padStart(2, "0");
  return `${day.getFullYear()}-${part(day.getMonth() + 1)}-${part(day.getDate())}`;
}

/** Which day it is in a time zone. */
export function todayIn(timeZone: string, now: Date): Date {
  const date = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(now);
  return dayOf(date) ?? now;
}
