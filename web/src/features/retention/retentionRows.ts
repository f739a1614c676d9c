import type { RetentionAnswer, RetentionCohort, RetentionQuestion, RetentionRate } from "@/api/types";
import { chartBuckets } from "@/charts/buckets";
import type { HeatCell, HeatRow } from "@/charts/HeatMap";
import type { LineSeries } from "@/charts/linePlot";
import { breakdownColour, seriesColour } from "@/charts/palette";
import { formatNumber, formatPercent, formatPercentShort } from "@/lib/format";
import { periodWords } from "./periods";

/** The cohorts that are shown: everybody's, or those of one value of the breakdown. */
export interface CohortGroup {
  id: string;
  name: string;
  /** Absent: everybody. */
  value?: string[];
  cohorts: RetentionCohort[];
  overall: RetentionRate[];
}

export function cohortGroups(answer: RetentionAnswer): CohortGroup[] {
  const all: CohortGroup = { id: "", name: "All", cohorts: answer.cohorts, overall: answer.overall };
  const split = (answer.breakdowns ?? []).map(({ value, cohorts, overall }) => ({
    id: JSON.stringify(value),
    name: value.join(" · "),
    value,
    cohorts,
    overall,
  }));
  return [all, ...split];
}

interface Naming {
  question: RetentionQuestion;
  timeZone: string;
  /** Where the buckets that are not over begin. */
  partialFrom: string | null | undefined;
}

/** Rows of the heat map: the weighted mean of all cohorts first, then a row per cohort. */
export function heatRows(group: CohortGroup, asCounts: boolean, naming: Naming): HeatRow[] {
  const { question, timeZone } = naming;
  const names = chartBuckets(
    group.cohorts.map((cohort) => cohort.start),
    question.interval,
    timeZone,
  );
  // Period 0 is everybody: left out of the scale, so that the differences between the others can be seen.
  const rates = group.cohorts.flatMap(({ size, counts }) =>
    counts.slice(1).map((count) => share(count, size) ?? 0),
  );
  const strongest = Math.max(0.01, ...rates);
  const everybody = group.cohorts.reduce((sum, cohort) => sum + cohort.size, 0);
  return [
    {
      id: "overall",
      name: "All cohorts",
      size: formatNumber(everybody),
      isSummary: true,
      cells: group.overall.map(({ period, rate }) => ({
        share: rate === null || period === 0 ? null : rate / strongest,
        text: rate === null ? "–" : formatPercentShort(rate),
        value: rate,
        title: `${formatPercent(rate)} of all cohorts came back ${periodWords(question, period)}, weighted by size`,
      })),
    },
    ...group.cohorts.map((cohort, index) => ({
      id: cohort.start,
      name: names[index]?.long ?? cohort.start,
      size: formatNumber(cohort.size),
      cells: cohort.counts.map((count, period) =>
        heatCell(cohort, count, period, {
          asCounts,
          strongest,
          cohortName: names[index]?.long ?? "",
          naming,
        }),
      ),
    })),
  ];
}

interface CellLook {
  asCounts: boolean;
  strongest: number;
  cohortName: string;
  naming: Naming;
}

function heatCell(cohort: RetentionCohort, count: number | null, period: number, look: CellLook): HeatCell {
  const { question, partialFrom } = look.naming;
  const when = periodWords(question, period);
  if (count === null) {
    return { share: null, text: "", value: null, title: `${look.cohortName}: ${when} is not over yet` };
  }
  const rate = share(count, cohort.size);
  const isPartial = Boolean(
    period === 0 && partialFrom && Date.parse(cohort.start) >= Date.parse(partialFrom),
  );
  return {
    share: period === 0 || rate === null ? null : rate / look.strongest,
    text: look.asCounts ? formatNumber(count) : rate === null ? "–" : formatPercentShort(rate),
    value: count,
    title:
      period === 0
        ? `${look.cohortName}: ${formatNumber(count)} persons${isPartial ? " so far" : ""}`
        : `${look.cohortName}: ${formatNumber(count)} of ${formatNumber(cohort.size)} came back ${when}, ${formatPercent(rate)}`,
    partial: isPartial,
  };
}

function share(count: number | null, size: number): number | null {
  return count === null || size === 0 ? null : count / size;
}

/** Curves from period 1 on: one per cohort below that of all, or one per value of the breakdown. */
export function curves(answer: RetentionAnswer, { question, timeZone }: Naming): LineSeries[] {
  const groups = cohortGroups(answer);
  const rates = (overall: RetentionRate[]) => overall.slice(1).map(({ rate }) => rate);
  const all = { id: "overall", name: "All cohorts", colour: "var(--ink)", values: rates(answer.overall) };
  if (groups.length > 1) {
    return [
      all,
      ...groups.slice(1).map((group, index) => ({
        id: group.id,
        name: group.name,
        colour: breakdownColour(index, group.value ?? null),
        values: rates(group.overall),
      })),
    ];
  }
  const names = chartBuckets(
    answer.cohorts.map((cohort) => cohort.start),
    question.interval,
    timeZone,
  );
  const lines = answer.cohorts.map((cohort, index) => ({
    id: cohort.start,
    name: names[index]?.long ?? cohort.start,
    colour: seriesColour(index),
    values: cohort.counts.slice(1).map((count) => share(count, cohort.size)),
  }));
  return [all, ...lines.filter((line) => line.values.some((value) => value !== null))];
}
