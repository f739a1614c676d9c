import { describe, expect, test } from "vitest";
import {
  changeOf,
  formatAge,
  formatBytes,
  formatChange,
  formatCompact,
  formatDay,
  formatHour,
  formatMoment,
  formatNumber,
  formatZone,
} from "./format";

describe("numbers", () => {
  test("an exact number is grouped, never rounded to thousands", () => {
    expect(formatNumber(1234567)).toBe("1,234,567");
    expect(formatNumber(0)).toBe("0");
  });
  test("an answer that does not exist is a dash, not a zero", () => expect(formatNumber(null)).toBe("–"));
  test("an axis shortens only what is long", () => {
    expect(formatCompact(9_999)).toBe("9,999");
    expect(formatCompact(12_340)).toBe("12.3K");
  });
  test("growth from nothing has no share", () => {
    expect(changeOf(5, 0)).toBeNull();
    expect(changeOf(0, 0)).toBeNull();
    expect(changeOf(15, 10)).toBe(0.5);
  });
  test("a change carries its sign, and a decimal only when small", () => {
    expect(formatChange(0.5)).toBe("+50%");
    expect(formatChange(-0.034)).toBe("−3.4%");
    expect(formatChange(0)).toBe("0%");
  });
  test("bytes use decimal units", () => {
    expect(formatBytes(999)).toBe("999 B");
    expect(formatBytes(45_678_901)).toBe("46 MB");
  });
});

describe("dates are written in the project's time zone", () => {
  const late = "2026-11-20T23:30:00Z";
  test("a late evening in UTC is the next day in Berlin", () => {
    expect(formatDay(late, "UTC")).toBe("Fri, Nov 20");
    expect(formatDay(late, "Europe/Berlin")).toBe("Sat, Nov 21");
  });
  test("hours follow the offset of that day, also after the clocks changed", () => {
    expect(formatHour("2026-07-01T10:00:00Z", "Europe/Berlin")).toMatch(/^12:00\sPM$/);
    expect(formatHour("2026-12-01T10:00:00Z", "Europe/Berlin")).toMatch(/^11:00\sAM$/);
  });
  test("an event of today shows its clock, an older one its date too", () => {
    const now = new Date("2026-11-21T08:00:00Z");
    expect(formatMoment("2026-11-21T07:59:58Z", "UTC", now)).toMatch(/^7:59:58\sAM$/);
    expect(formatMoment(late, "UTC", now)).toMatch(/^Nov 20, 11:30:00\sPM$/);
    expect(formatMoment(late, "Europe/Berlin", now)).toMatch(/^12:30:00\sAM$/);
  });
  test("a zone is named by its city and its offset", () => {
    expect(formatZone("Europe/Berlin", new Date("2026-12-01T00:00:00Z"))).toBe("Berlin (GMT+1)");
    expect(formatZone("UTC")).toBe("UTC");
  });
});

describe("age", () => {
  const now = new Date("2026-11-21T08:00:00Z");
  test("uses the largest unit that fits", () => {
    expect(formatAge("2026-11-21T07:59:48Z", now)).toBe("12 sec. ago");
    expect(formatAge("2026-11-21T07:00:00Z", now)).toBe("1 hr. ago");
  });
  test("a clock that is ahead counts as now", () =>
    expect(formatAge("2026-11-21T08:00:09Z", now)).toBe("now"));
});
