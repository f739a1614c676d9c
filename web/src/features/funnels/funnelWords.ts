import type { FunnelQuestion, Selector } from "@/api/types";
import { stepName } from "@/query-builder/StepList";

const wordOf = (step: Selector | undefined) => stepName(step);

/** The heading of the answer: where it begins and ends. */
export function funnelTitle(question: FunnelQuestion): string {
  return `From ${wordOf(question.steps[0])} to ${wordOf(question.steps.at(-1))}`;
}

/** What is counted: persons, sessions, companies. */
export function unitOf(by: FunnelQuestion["by"]): string {
  if (by === "session") return "sessions";
  if (by?.startsWith("group:")) return `${by.slice("group:".length)} groups`;
  return "persons";
}

/** A step where it is chosen from a list: "2 purchase". */
export const stepOption = (step: Selector, index: number) => ({
  value: String(index),
  label: `${index + 1} ${stepName(step)}`,
});

/** At the head of a column. */
export const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
