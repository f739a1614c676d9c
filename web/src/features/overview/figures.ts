import type { Overview, TrendSeries } from "@/api/types";
import type { ValueFormat } from "@/charts/valueFormat";
import type { OverviewMeasure, OverviewRange } from "@/query-builder/overviewTrends";
import { measureNames, type Measures } from "./measures";

/** A number on a card, with the same of the period before and its shape. */
export interface Figure {
  id: string;
  measure: OverviewMeasure;
  range: OverviewRange;
  label: string;
  span: string;
  /** Undefined: not known yet. Null: a ratio over nothing. */
  value: number | null | undefined;
  before: number | null;
  format: ValueFormat;
  spark: (number | null)[];
  note?: string;
}

export const rangeNames: Record<OverviewRange, string> = { today: "today", "7d": "7 days", "28d": "28 days" };

/** What a range is compared with. */
export const beforeNames: Record<OverviewRange, string> = {
  today: "yesterday",
  "7d": "the 7 days before",
  "28d": "the 28 days before",
};

/** Active persons of today, a week and four weeks, whatever the range. */
export function activeFigures(
  overview: Overview | undefined,
  hours: TrendSeries | undefined,
  days: TrendSeries | undefined,
): Figure[] {
  const figure = (range: OverviewRange, value: number | undefined, before: number | undefined) => ({
    id: `persons-${range}`,
    measure: "persons" as const,
    range,
    label: "Active persons",
    span: rangeNames[range],
    value,
    before: before ?? null,
    format: "number" as const,
  });
  const daily = complete(days);
  return [
    { ...figure("today", overview?.today.persons, overview?.yesterday.persons), spark: begun(hours) },
    {
      ...figure("7d", overview?.last7Days.persons, overview?.previous7Days.persons),
      spark: daily.slice(-7),
    },
    { ...figure("28d", overview?.last28Days.persons, overview?.previous28Days.persons), spark: daily },
  ];
}

const rangedMeasures = ["sessions", "pageviews", "conversion", "revenue", "aiCost"] as const;

/** The measures of the range that there is data for; while that is not known, those that are `expected` keep their place. */
export function measureFigures(
  measures: Measures,
  range: OverviewRange,
  expected: readonly string[] = rangedMeasures,
): Figure[] {
  return rangedMeasures.flatMap((measure) => {
    const answer = measures[measure];
    if (!answer && !expected.includes(measure)) return [];
    return {
      id: measure,
      measure,
      range,
      label: measureNames[measure],
      span: rangeNames[range],
      value: answer?.series?.total,
      before: answer?.series?.previous?.total ?? null,
      format: answer?.format ?? "number",
      spark: range === "today" ? begun(answer?.series) : complete(answer?.series),
      ...(answer?.note ? { note: answer.note } : {}),
    };
  });
}

/** Without the bucket that is not over: it would end every line in a fall. */
function complete(series: TrendSeries | undefined): (number | null)[] {
  return series?.points.slice(0, -1).map((point) => point.value) ?? [];
}

/** The hours of today that have begun. */
function begun(series: TrendSeries | undefined): (number | null)[] {
  const now = Date.now();
  return series?.points.filter((point) => Date.parse(point.t) <= now).map((point) => point.value) ?? [];
}
