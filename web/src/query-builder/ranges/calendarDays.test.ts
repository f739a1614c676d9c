import { expect, test } from "vitest";
import { dayOf, nameOfDay, todayIn } from "./calendarDays";

test("a day goes into the calendar and back without a shift", () => {
  for (const date of ["2026-01-01", "2026-03-29", "2026-10-25", "2028-02-29"])
    expect(nameOfDay(dayOf(date) ?? new Date(0))).toBe(date);
});
test("words that are no date are no day", () => {
  expect(dayOf("-7d")).toBeUndefined();
  expect(dayOf("2026-11-20T10:00:00Z")).toBeUndefined();
});
test("today is the project's today", () => {
  const late = new Date("2026-11-20T23:30:00Z");
  expect(nameOfDay(todayIn("UTC", late))).toBe("2026-11-20");
  expect(nameOfDay(todayIn("Asia/Tokyo", late))).toBe("2026-11-21");
});
