import type { UseQueryResult } from "@tanstack/react-query";
import type { PersonsPoint, Question, TrendsAnswer, TrendSeries, TrendsQuestion } from "@/api/types";
import type { ValueFormat } from "@/charts/valueFormat";
import type { OverviewMeasure } from "@/query-builder/overviewTrends";

export const measureNames: Record<OverviewMeasure, string> = {
  persons: "Persons",
  events: "Events",
  sessions: "Sessions",
  pageviews: "Page views",
  conversion: "Conversion",
  revenue: "Revenue",
  aiCost: "AI cost",
};

/** One measure of the range: its question, its line when it is there, and how its numbers are written. */
export interface MeasureAnswer {
  measure: OverviewMeasure;
  question: TrendsQuestion;
  query: UseQueryResult<TrendsAnswer>;
  /** Undefined while the answer is on its way. */
  series: TrendSeries | undefined;
  format: ValueFormat;
  /** A sentence on what is left out. */
  note?: string;
  /** Whose persons stand behind a point of it; absent where none do. */
  behind?: (t: string) => { question: Question; point: PersonsPoint };
}

export type Measures = Partial<Record<OverviewMeasure, MeasureAnswer>>;
