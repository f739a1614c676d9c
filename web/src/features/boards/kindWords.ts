import type { QuestionKind } from "@/api/types";

const words: Record<QuestionKind, string> = {
  trends: "Trend",
  funnel: "Funnel",
  retention: "Retention",
  lifecycle: "Lifecycle",
  stickiness: "Stickiness",
  paths: "Paths",
  correlation: "What separates those who convert",
  discovery: "Ways to a goal",
  sql: "SQL",
};

/** What people call a kind of report. */
export const kindWords = (kind: string): string => words[kind as QuestionKind] ?? kind;
