import { lazy, Suspense, useMemo } from "react";
import type { Meta, TrendsAnswer, TrendSeries } from "@/api/types";
import { partialIndex } from "@/charts/buckets";
import { ChartTable } from "@/charts/ChartTable";
import { WhyThisNumber } from "@/charts/WhyThisNumber";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { formatNumber } from "@/lib/format";
import { overviewMeasures, type OverviewMeasure } from "@/query-builder/overviewTrends";
import { measureNames } from "./TodayNumbers";
import { trendPoints } from "./trendPoints";
import { TrendToolbar, type TrendView } from "./TrendToolbar";

const LinesChart = lazy(() =>
  import("@/charts/LinesChart").then((module) => ({ default: module.LinesChart })),
);

const definitions: Record<OverviewMeasure, string> = {
  persons: "Different people who did any event; merged identities count as one person.",
  events: "Events received, each once; identity and set-up events are not counted.",
  sessions: "Runs of one person’s events with no gap of 30 minutes or more.",
  pageviews: "Events named $pageview.",
};

interface TrendPanelProps {
  answer: TrendsAnswer | undefined;
  error: unknown;
  onRetry: () => void;
  measure: OverviewMeasure;
  view: TrendView;
  timeZone: string;
  onChange: (change: Partial<TrendView>) => void;
}

/** One measure over time, as a chart or as a table, with what it means and how it was made. */
export function TrendPanel({ answer, error, onRetry, measure, view, timeZone, onChange }: TrendPanelProps) {
  const series = answer?.series[overviewMeasures.indexOf(measure)];
  const hourly = view.range === "today";
  const title = `${measureNames[measure]} by ${hourly ? "hour, today" : "day, last 28 days"}`;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2.5 px-4 pt-4 pb-2 sm:px-5">
        <div className="min-w-0">
          <h2 className="font-semibold">{title}</h2>
          {series && <Totals series={series} before={hourly ? "yesterday" : "the 28 days before"} />}
        </div>
        <TrendToolbar {...view} onChange={onChange} />
      </div>
      <div className="px-4 pb-4 sm:px-5">
        {answer && series ? (
          <TrendBody {...{ series, title, view, timeZone, measure }} meta={answer.meta} />
        ) : error ? (
          <ErrorNotice error={error} onRetry={onRetry} />
        ) : (
          <ChartSkeleton />
        )}
      </div>
      {answer && (
        <WhyThisNumber
          meta={answer.meta}
          definition={definitions[measure]}
          filters={
            measure === "pageviews"
              ? "Events named $pageview"
              : "None: every event but $identify, $alias, $set and $group"
          }
          timeZone={timeZone}
        />
      )}
    </>
  );
}

/** The total of the range and, when compared, of the time before; it says which line is which. */
function Totals({ series, before }: { series: TrendSeries; before: string }) {
  const swatch = "inline-block w-4 border-t-2 align-middle mr-1.5";
  return (
    <p className="text-[0.8125rem] text-muted tabular-nums" data-trend-total={series.total ?? ""}>
      {series.previous && <span aria-hidden className={`${swatch} border-accent`} />}
      {formatNumber(series.total)} in total
      {series.previous && (
        <>
          <span aria-hidden className={`${swatch} ml-3 border-dotted border-line-strong`} />
          {formatNumber(series.previous.total)} {before}
        </>
      )}
    </p>
  );
}

interface TrendBodyProps {
  series: TrendSeries;
  title: string;
  measure: OverviewMeasure;
  view: TrendView;
  timeZone: string;
  meta: Meta;
}

function TrendBody({ series, title, measure, view, timeZone, meta }: TrendBodyProps) {
  const { buckets, line, previousLabels } = useMemo(
    () => trendPoints(series, view.range, timeZone, meta.computedAt),
    [series, view.range, timeZone, meta.computedAt],
  );
  const lines = useMemo(() => [line], [line]);
  const partialFrom = partialIndex(buckets, meta.partialFrom);
  if (view.table) {
    return (
      <ChartTable
        caption={title}
        className="h-66"
        columns={[
          {
            id: "t",
            name: view.range === "today" ? "Hour" : "Day",
            value: (index) => buckets[index]?.t ?? "",
            text: (index) => `${buckets[index]?.long ?? ""}${index >= partialFrom ? ", so far" : ""}`,
          },
          { id: "value", name: measureNames[measure], value: (index) => line.values[index] ?? null },
          ...(line.previous
            ? [
                {
                  id: "previous",
                  name: "Before",
                  muted: true,
                  value: (index: number) => line.previous?.[index] ?? null,
                },
              ]
            : []),
        ]}
        rows={buckets.map((_, index) => index).reverse()}
        rowKey={(index) => buckets[index]?.t ?? String(index)}
        rowData={(index) => ({ "data-t": buckets[index]?.t ?? "" })}
      />
    );
  }
  return (
    <Suspense fallback={<ChartSkeleton />}>
      <LinesChart
        label={title}
        buckets={buckets}
        series={lines}
        partialFrom={partialFrom}
        previousLabels={previousLabels}
      />
    </Suspense>
  );
}

function ChartSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the chart"
      className="grid h-66 content-between pt-3 pr-7 pb-8 pl-12"
    >
      {["a", "b", "c", "d", "e"].map((line) => (
        <Skeleton key={line} className="h-px rounded-none" />
      ))}
    </div>
  );
}
