/**
 * Every number, date and duration that a page shows is written here: in the reader's locale, and for dates in the
 * project's time zone.
 */
const locale: string | undefined = typeof navigator === "undefined" ? "en" : navigator.language;

/** Building an Intl formatter costs about 50 µs, formatting with it under 1 µs: each is built once. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, formatter);
  }
  return formatter;
}

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
const change = new Intl.NumberFormat(locale, {
  style: "percent",
  maximumFractionDigits: 0,
  signDisplay: "exceptZero",
});
const smallChange = new Intl.NumberFormat(locale, {
  style: "percent",
  maximumFractionDigits: 1,
  signDisplay: "exceptZero",
});
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
const shortPercent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });

/** The exact number, grouped. Null is an answer that does not exist, drawn as a dash. */
export function formatNumber(value: number | null): string {
  return value === null ? "–" : whole.format(value);
}

const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 12, useGrouping: "min2" });

/** Every digit of a number, grouped from five digits on: a year stays a year. */
export function formatExact(value: number): string {
  return Math.abs(value) >= 1e15 || (value !== 0 && Math.abs(value) < 1e-9)
    ? String(value)
    : exact.format(value);
}

/** An instant as the store has it, in UTC: 2026-11-20 10:00:00.123. */
export function formatUtc(iso: string): string {
  return iso
    .replace("T", " ")
    .replace(/(\.0+)?Z$/, "")
    .replace(/Z$/, "");
}

/** A number for an axis or a narrow place: 1.2K. */
export function formatCompact(value: number): string {
  return Math.abs(value) < 10_000 ? whole.format(value) : compact.format(value);
}

/** A property's value as it was sent: texts as they are, everything else as JSON writes it. Never grouped: it may be an id. */
export function formatPropertyValue(value: unknown): string {
  if (typeof value === "string") return value === "" ? "(empty)" : value;
  return value === undefined || value === null ? "–" : JSON.stringify(value);
}

/** A ratio as a signed change: 0.123 is +12.3 %, 2.5 is +250 %. */
export function formatChange(ratio: number): string {
  return (Math.abs(ratio) < 0.1 ? smallChange : change).format(ratio).replace("-", "−");
}

/** A rate of 0..1 as 12.34 %; a rate over nothing is a dash. */
export function formatPercent(rate: number | null): string {
  return rate === null ? "–" : percent.format(rate);
}

/** A rate in a narrow place: 12.3 %. */
export function formatPercentShort(rate: number): string {
  return shortPercent.format(rate);
}

/** 3.2 s, 4 min 10 s, 2 h 5 min, 3 d 4 h: the two largest units. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null) return "–";
  if (seconds < 0) return `−${formatDuration(-seconds)}`;
  if (seconds < 60) return `${whole.format(seconds < 10 ? seconds : Math.round(seconds))} s`;
  const units: [number, string][] = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "min"],
    [1, "s"],
  ];
  const first = Math.max(
    0,
    units.findIndex(([size]) => seconds >= size),
  );
  const [size = 1, name = "s"] = units[first] ?? [];
  const [smaller = 1, smallerName = "s"] = units[first + 1] ?? [];
  const inSmaller = Math.round(seconds / smaller);
  const large = Math.floor((inSmaller * smaller) / size);
  const rest = inSmaller - (large * size) / smaller;
  return `${whole.format(large)} ${name}${rest > 0 ? ` ${rest} ${smallerName}` : ""}`;
}

/** An amount of money in its currency, never converted. */
export function formatCurrency(amount: number | null, currency: string): string {
  return amount === null ? "–" : money(currency, false).format(amount);
}

/** An amount for an axis: €1.2K. */
export function formatCurrencyCompact(amount: number, currency: string): string {
  return money(currency, Math.abs(amount) >= 10_000).format(amount);
}

const moneys = new Map<string, Intl.NumberFormat>();

function money(currency: string, short: boolean): Intl.NumberFormat {
  const key = `${currency} ${short}`;
  let formatter = moneys.get(key);
  if (!formatter) {
    const form = short ? ({ notation: "compact", maximumFractionDigits: 1 } as const) : {};
    try {
      formatter = new Intl.NumberFormat(locale, { style: "currency", currency, ...form });
    } catch {
      // No currency of ISO 4217: the code stands as it is sent.
      formatter = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, ...form });
    }
    moneys.set(key, formatter);
  }
  return formatter;
}

/** The share by which a number grew; null when it grew from nothing. */
export function changeOf(now: number, before: number): number | null {
  return before === 0 ? null : (now - before) / before;
}

export function formatDateTime(iso: string, timeZone: string): string {
  return dates({ timeZone, dateStyle: "medium", timeStyle: "long" }).format(new Date(iso));
}

/** Wed, Nov 18 */
export function formatDay(iso: string, timeZone: string): string {
  return dates({ timeZone, weekday: "short", month: "short", day: "numeric" }).format(new Date(iso));
}

/** Nov 18 */
export function formatDayShort(iso: string, timeZone: string): string {
  return dates({ timeZone, month: "short", day: "numeric" }).format(new Date(iso));
}

/** A calendar date (2026-11-20), which has no time zone: Nov 20, 2026. */
export function formatCalendarDate(date: string): string {
  return dates({ timeZone: "UTC", dateStyle: "medium" }).format(new Date(`${date}T00:00:00Z`));
}

/** Two calendar dates, both included: Nov 1 – 20, 2026. */
export function formatDateSpan(from: string, to: string): string {
  if (from === to) return formatCalendarDate(from);
  // Between the figures the locale's thin spaces are no better than spaces, and harder to search for.
  return dates({ timeZone: "UTC", dateStyle: "medium" })
    .formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`))
    .replaceAll("\u2009", " ");
}

/** Nov 2026 */
export function formatMonth(iso: string, timeZone: string): string {
  return dates({ timeZone, month: "short", year: "numeric" }).format(new Date(iso));
}

/** Wed, Nov 18, 2026: for ranges that leave this year. */
export function formatDayWithYear(iso: string, timeZone: string): string {
  return dates({ timeZone, weekday: "short", month: "short", day: "numeric", year: "numeric" }).format(
    new Date(iso),
  );
}

/** 14:00 or 2 PM, as the reader is used to. */
export function formatHour(iso: string, timeZone: string): string {
  return dates({ timeZone, hour: "numeric", minute: "2-digit" }).format(new Date(iso));
}

/** The moment of an event in a list: the clock alone today, with its date before that. */
export function formatMoment(iso: string, timeZone: string, now: Date): string {
  const moment = new Date(iso);
  const day = dates({ timeZone, year: "numeric", month: "numeric", day: "numeric" });
  const clock = dates({ timeZone, hour: "numeric", minute: "2-digit", second: "2-digit" }).format(moment);
  return day.format(moment) === day.format(now) ? clock : `${formatDayShort(iso, timeZone)}, ${clock}`;
}

/** How long ago, in the largest unit that fits; the future (a clock that differs) counts as now. */
export function formatAge(iso: string, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - new Date(iso).getTime()) / 1000));
  if (seconds < 60) return relative.format(-seconds, "second");
  if (seconds < 3_600) return relative.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3_600), "hour");
  return relative.format(-Math.floor(seconds / 86_400), "day");
}

/** How long until then, the two largest units; what is over takes no time. */
export function formatRemaining(iso: string, now: Date): string {
  const seconds = Math.max(0, (new Date(iso).getTime() - now.getTime()) / 1000);
  return seconds < 60 ? "less than a minute" : formatDuration(Math.floor(seconds / 60) * 60);
}

/** The day of a moment: Nov 18, 2026. */
export function formatCalendarDay(iso: string, timeZone: string): string {
  return dates({ timeZone, year: "numeric", month: "short", day: "numeric" }).format(new Date(iso));
}

/** The clock with seconds, as in a list of events of one day. */
export function formatClock(iso: string, timeZone: string): string {
  return dates({ timeZone, hour: "numeric", minute: "2-digit", second: "2-digit" }).format(new Date(iso));
}

export function formatMilliseconds(milliseconds: number): string {
  return milliseconds < 1_000
    ? `${whole.format(Math.round(milliseconds))} ms`
    : `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(milliseconds / 1_000)} s`;
}

export function formatBytes(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 }).format(value)} ${units[unit]}`;
}

/** Europe/Berlin reads better as Berlin (GMT+1) in a sentence. */
export function formatZone(timeZone: string, at: Date = new Date()): string {
  const parts = dates({ timeZone, timeZoneName: "shortOffset" }).formatToParts(at);
  const offset = parts.find((part) => part.type === "timeZoneName")?.value;
  const city = timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
  return offset && offset !== city && city !== "UTC" ? `${city} (${offset})` : city;
}

const regions = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });

/** The name of a country by its two letters; what is no country stands as it was sent. */
export function countryName(code: string): string {
  return /^[a-z]{2}$/i.test(code) ? (regions.of(code.toUpperCase()) ?? code) : code;
}
