import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { formatValue } from "@/charts/valueFormat";
import { WhyThisNumber } from "@/charts/WhyThisNumber";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import type { OverviewMeasure } from "@/query-builder/overviewTrends";
import { beforeNames, rangeNames } from "./figures";
import { MeasureMenu } from "./MeasureMenu";
import { measureNames, type MeasureAnswer, type Measures } from "./measures";
import { ChartSkeleton, TrendBody } from "./TrendBody";
import { TrendToolbar, type TrendView } from "./TrendToolbar";

const EventPicker = lazy(() =>
  import("@/query-builder/EventPicker").then((module) => ({ default: module.EventPicker })),
);

interface TrendPanelProps {
  slug: string;
  measure: OverviewMeasure;
  measures: Measures;
  view: TrendView;
  goal: string | undefined;
  timeZone: string;
  onMeasure: (measure: OverviewMeasure) => void;
  onGoal: (goal: string) => void;
  onChange: (change: Partial<TrendView>) => void;
}

/** One measure over time, as a chart or as a table, with what it means and how it was made. */
export function TrendPanel(props: TrendPanelProps) {
  const { slug, measure, measures, view, goal, timeZone, onMeasure, onGoal, onChange } = props;
  const answer = measures[measure];
  const { data, error, refetch } = answer?.query ?? {};
  const title = `${measureNames[measure]} by ${view.range === "today" ? "hour, today" : `day, last ${rangeNames[view.range]}`}`;
  return (
    <section aria-label={title} data-trend={measure}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-2 sm:px-5">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <MeasureMenu measure={measure} measures={measures} onMeasure={onMeasure} />
          {measure === "conversion" && (
            <Suspense>
              <EventPicker
                slug={slug}
                value={goal}
                label="Choose the goal"
                allowAny={false}
                onChange={(event) => event !== null && onGoal(event)}
              />
            </Suspense>
          )}
          {answer &&
            (answer.series ? (
              <Totals answer={answer} view={view} />
            ) : (
              !error && <Skeleton className="h-4 w-24" />
            ))}
        </div>
        <TrendToolbar {...view} onChange={onChange} />
      </div>
      <div className="px-4 pb-4 sm:px-5">
        {!answer ? (
          <p className="grid h-66 place-items-center text-center text-muted">
            {measure === "conversion"
              ? "Choose the event that counts as a conversion. The chart shows the share of persons who did it."
              : `There is no ${measureNames[measure].toLowerCase()} in these events.`}
          </p>
        ) : data && answer.series ? (
          <TrendBody {...{ answer, series: answer.series, meta: data.meta, title, view, timeZone }} />
        ) : error ? (
          <ErrorNotice error={error} onRetry={() => void refetch?.()} />
        ) : (
          <ChartSkeleton />
        )}
        {answer?.note && <p className="pt-1 text-[0.8125rem] text-muted">{answer.note}</p>}
      </div>
      {answer && !data && !error && <div className="h-11 border-t border-line" />}
      {data && answer && (
        <div className="relative">
          <WhyThisNumber meta={data.meta} timeZone={timeZone} />
          <Link
            to="/p/$slug/trends"
            params={{ slug }}
            search={{ q: { ...answer.question } }}
            className="absolute top-0 right-0 inline-flex h-11 items-center px-4 text-[0.8125rem] font-medium text-accent underline-offset-2 hover:underline sm:px-5"
          >
            Open in Trends
          </Link>
        </div>
      )}
    </section>
  );
}

/** The total of the range and, when compared, of the time before; it says which line is which. */
function Totals({ answer, view }: { answer: MeasureAnswer; view: TrendView }) {
  const { series, format, measure } = answer;
  const swatch = "inline-block w-4 border-t-2 align-middle mr-1.5";
  const total = series?.total ?? null;
  return (
    <p className="text-[0.8125rem] text-muted tabular-nums" data-trend-total={total ?? ""}>
      {view.compare && <span aria-hidden className={`${swatch} border-accent`} />}
      {formatValue(total, format)} {measure === "conversion" ? "overall" : "in total"}
      {view.compare && series?.previous && (
        <>
          <span aria-hidden className={`${swatch} ml-3 border-dotted border-line-strong`} />
          {formatValue(series.previous.total, format)} {beforeNames[view.range]}
        </>
      )}
    </p>
  );
}
