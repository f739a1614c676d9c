import type { TrendsAnswer, TrendsQuestion } from "@/api/types";
import { breakdownColour, seriesColour } from "@/charts/palette";
import { seriesWords } from "./trendWords";
import { letterOf } from "@/query-builder/measures";

/** One line of the answer as it is drawn. */
export interface TrendLine {
  id: string;
  /** What the legend calls it. */
  name: string;
  colour: string;
  total: number | null;
  values: (number | null)[];
  previousTotal?: number | null;
  previous?: (number | null)[];
  /** What `POST …/query/persons` calls it; null for a formula, which nobody stands behind. */
  point: { series: number; breakdown?: string[] } | null;
}

/**
 * The lines of an answer. The server orders them by series, and every series has the same combinations of values, so the
 * place of a line tells which series it is of also where two have the same name.
 */
export function trendLines(answer: TrendsAnswer, question: TrendsQuestion): TrendLine[] {
  const perSeries = Math.max(1, answer.series.length / question.series.length);
  const split = answer.series.some((line) => line.breakdown !== null);
  return answer.series.map((line, index) => {
    const series = question.formula ? 0 : Math.floor(index / perSeries);
    const value = line.breakdown;
    return {
      id: `${index}`,
      name: lineName(
        question.formula ? line.name : seriesName(question, series, line.name),
        value,
        question,
        series,
      ),
      colour: split && question.series.length === 1 ? breakdownColour(index, value) : seriesColour(index),
      total: line.total,
      values: line.points.map((point) => point.value),
      ...(line.previous
        ? {
            previousTotal: line.previous.total,
            previous: line.previous.points.map((point) => point.value),
          }
        : {}),
      point: question.formula ? null : { series, ...(value ? { breakdown: value } : {}) },
    };
  });
}

/** Two measures of one event have the same name in the answer; in the legend each says what it is. */
function seriesName(question: TrendsQuestion, series: number, otherwise: string): string {
  const one = question.series[series];
  return one ? seriesWords(one) : otherwise;
}

function lineName(name: string, value: string[] | null, question: TrendsQuestion, series: number): string {
  if (question.formula) return value ? value.join(", ") : name;
  const several = question.series.length > 1;
  const letter = several ? `${letterOf(series)} · ` : "";
  if (!value) return `${letter}${name}`;
  return several ? `${letter}${name}: ${value.join(", ")}` : value.join(", ");
}

/** Whether nothing at all matched. */
export function isEmptyTrend(answer: TrendsAnswer): boolean {
  return answer.series.every(
    (line) =>
      !line.total &&
      line.points.every((point) => !point.value) &&
      (line.previous?.points.every((point) => !point.value) ?? true),
  );
}
