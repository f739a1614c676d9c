import { useQuery } from "@tanstack/react-query";
import { catalogEventsQuery } from "@/api/catalog";
import { trendsQuery } from "@/api/queries";
import { formatCurrency } from "@/lib/format";
import {
  aiCostTrends,
  conversionTrends,
  overviewTrends,
  plainMeasures,
  revenueTrends,
  type OverviewRange,
} from "@/query-builder/overviewTrends";
import type { MeasureAnswer, Measures } from "./measures";
import { offersOf } from "./offers";
import { revenueLine } from "./revenueLine";

interface Asked {
  slug: string;
  range: OverviewRange;
  /** The project's. */
  currency: string;
  /** Chosen by the reader; undefined: the event that looks like one. */
  goal: string | undefined;
}

/** Every measure that the project's events can answer, over one range and the period before. */
export function useMeasures({ slug, range, currency, goal: chosen }: Asked) {
  const catalog = useQuery(catalogEventsQuery(slug));
  const offers = offersOf(catalog.data?.items.map((item) => item.name) ?? []);
  const goal = chosen ?? offers.goal;
  const measures: Measures = {};

  const plainQuestion = overviewTrends(range);
  const plain = useQuery(trendsQuery(slug, plainQuestion));
  for (const [index, measure] of plainMeasures.entries()) {
    const series = plain.data?.series[index];
    // Only a site has page views.
    if (measure === "pageviews" && series && !series.total && !series.previous?.total) continue;
    measures[measure] = {
      measure,
      question: plainQuestion,
      query: plain,
      series,
      format: "number",
      behind: (t) => ({ question: plainQuestion, point: { series: index, t } }),
    };
  }

  const conversionQuestion = conversionTrends(range, goal ?? "");
  const conversion = useQuery({ ...trendsQuery(slug, conversionQuestion), enabled: goal !== undefined });
  if (goal !== undefined) {
    const { formula: _, ...persons } = conversionQuestion;
    measures.conversion = {
      ...withLine("conversion", conversionQuestion, conversion),
      format: "percent",
      behind: (t) => ({ question: persons, point: { series: 1, t } }),
    };
  }

  const revenueQuestion = revenueTrends(range, offers.revenue ?? "");
  const revenue = useQuery({ ...trendsQuery(slug, revenueQuestion), enabled: offers.revenue !== undefined });
  const line = revenue.data && revenueLine(revenue.data.series, currency);
  if (offers.revenue !== undefined && (line || !revenue.data)) {
    measures.revenue = {
      ...withLine("revenue", revenueQuestion, revenue),
      series: line?.series,
      format: { currency: line?.currency ?? currency },
      ...(line && line.others.length > 0
        ? {
            note: `In ${line.currency} only. Not part of it: ${line.others
              .map((other) => formatCurrency(other.total, other.currency))
              .join(", ")}.`,
          }
        : {}),
      behind: (t) => ({
        question: revenueQuestion,
        point: { series: 0, t, ...(line?.series.breakdown ? { breakdown: line.series.breakdown } : {}) },
      }),
    };
  }

  const aiQuestion = aiCostTrends(range);
  const ai = useQuery({ ...trendsQuery(slug, aiQuestion), enabled: offers.ai });
  const cost = ai.data?.series[0];
  if (offers.ai && (!cost || cost.total || cost.previous?.total)) {
    measures.aiCost = {
      ...withLine("aiCost", aiQuestion, ai),
      format: { currency: "USD" },
      behind: (t) => ({ question: aiQuestion, point: { series: 0, t } }),
    };
  }

  // Which measures there are is known once nothing that would tell is on its way.
  const known = !catalog.isPending && !plain.isPending && !revenue.isLoading && !ai.isLoading;
  return { measures, goal, known };
}

function withLine(
  measure: MeasureAnswer["measure"],
  question: MeasureAnswer["question"],
  query: MeasureAnswer["query"],
): Omit<MeasureAnswer, "format"> {
  return { measure, question, query, series: query.data?.series[0] };
}
