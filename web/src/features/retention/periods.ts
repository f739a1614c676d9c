import type { RetentionQuestion } from "@/api/types";

const names = { hour: "Hour", day: "Day", week: "Week", month: "Month" } as const;

/** What the periods are called: Day 0, Day 1 …; with brackets Day 1, Days 2–3, Days 4–7. */
export function periodNames({ interval, periods, brackets }: RetentionQuestion): string[] {
  const name = names[interval];
  if (!brackets?.length) return Array.from({ length: periods + 1 }, (_, period) => `${name} ${period}`);
  let next = 1;
  return [
    `${name} 0`,
    ...brackets.map((width) => {
      const first = next;
      next += width;
      return width === 1 ? `${name} ${first}` : `${name}s ${first}–${next - 1}`;
    }),
  ];
}

/** In a sentence: "on day 3", "on day 3 or later", "in days 4–7". */
export function periodWords(question: RetentionQuestion, period: number): string {
  const name = (periodNames(question)[period] ?? `period ${period}`).toLowerCase();
  const on = question.interval === "day" && !question.brackets?.length ? "on" : "in";
  return `${on} ${name}${question.mode === "on_or_after" ? " or later" : ""}`;
}
