import { ChartLine, Table2 } from "lucide-react";
import { lazy, Suspense } from "react";
import type { TrendsAnswer, TrendSeries } from "@/api/types";
import { ChartTable } from "@/charts/ChartTable";
import type { LineChartPoint } from "@/charts/linePlot";
import { WhyThisNumber } from "@/charts/WhyThisNumber";
import { ErrorNotice } from "@/components/ui/Notice";
import { Segmented } from "@/components/ui/Segmented";
import { Skeleton } from "@/components/ui/Skeleton";
import { cx } from "@/lib/cx";
import { formatDay, formatDayShort, formatHour, formatNumber } from "@/lib/format";
import { overviewMeasures, type OverviewMeasure, type OverviewRange } from "@/query-builder/overviewTrends";
import { measureNames } from "./TodayNumbers";

const LineChart = lazy(() => import("@/charts/LineChart").then((module) => ({ default: module.LineChart })));

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
  range: OverviewRange;
  compare: boolean;
  table: boolean;
  timeZone: string;
  onChange: (change: { range?: OverviewRange; table?: boolean; compare?: boolean }) => void;
}

export function TrendPanel({
  answer,
  error,
  onRetry,
  measure,
  range,
  compare,
  table,
  timeZone,
  onChange,
}: TrendPanelProps) {
  const series = answer?.series[overviewMeasures.indexOf(measure)];
  const name = measureNames[measure];
  const title = range === "today" ? `${name} by hour, today` : `${name} by day, last 28 days`;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-4 pb-2 sm:px-5">
        <p className="min-w-0" data-trend-title>
          <span className="font-medium">{title}</span>
          {series && series.total !== null && (
            <span className="text-muted"> · {formatNumber(series.total)} in total</span>
          )}
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <button
            type="button"
            aria-pressed={compare}
            onClick={() => onChange({ compare: !compare })}
            className={cx(
              "inline-flex h-11 items-center gap-2 rounded-lg border px-3 text-[0.8125rem] font-medium transition-colors duration-150 md:h-8.5",
              compare ? "border-line-strong bg-sunken text-ink" : "border-line text-muted hover:text-ink",
            )}
          >
            Compare
          </button>
          <Segmented
            label="Range"
            value={range}
            options={[
              { value: "28d", label: "28 days" },
              { value: "today", label: "Today" },
            ]}
            onChange={(next) => onChange({ range: next })}
          />
          <Segmented
            label="Show as"
            value={table ? "table" : "chart"}
            options={[
              { value: "chart", label: <ChartLine aria-hidden />, name: "Chart" },
              { value: "table", label: <Table2 aria-hidden />, name: "Table" },
            ]}
            onChange={(next) => onChange({ table: next === "table" })}
          />
        </div>
      </div>
      <div className="px-4 pb-4 sm:px-5">
        {answer && series ? (
          <TrendBody
            {...{ series, title, range, table, timeZone, name }}
            computedAt={answer.meta.computedAt}
          />
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

interface TrendBodyProps {
  series: TrendSeries;
  name: string;
  title: string;
  range: OverviewRange;
  table: boolean;
  timeZone: string;
  computedAt: string;
}

function TrendBody({ series, name, title, range, table, timeZone, computedAt }: TrendBodyProps) {
  const points = toPoints(series, range, timeZone, computedAt);
  if (table) {
    return (
      <ChartTable
        caption={title}
        bucketName={range === "today" ? "Hour" : "Day"}
        valueName={name}
        points={points}
        partialLast
      />
    );
  }
  return (
    <Suspense fallback={<ChartSkeleton />}>
      <LineChart label={title} points={points} partialLast />
    </Suspense>
  );
}

/** Hours that have not begun are left out: their zero is not a number yet. */
function toPoints(
  series: TrendSeries,
  range: OverviewRange,
  timeZone: string,
  computedAt: string,
): LineChartPoint[] {
  const now = Date.parse(computedAt);
  return series.points
    .filter((point) => Date.parse(point.t) <= now)
    .map((point, index) => {
      const before = series.previous?.points[index];
      return {
        t: point.t,
        short: range === "today" ? formatHour(point.t, timeZone) : formatDayShort(point.t, timeZone),
        long: range === "today" ? formatHour(point.t, timeZone) : formatDay(point.t, timeZone),
        value: point.value,
        ...(series.previous
          ? {
              previous: before?.value ?? null,
              previousLabel: before
                ? range === "today"
                  ? `${formatDayShort(before.t, timeZone)}, ${formatHour(before.t, timeZone)}`
                  : formatDay(before.t, timeZone)
                : "",
            }
          : {}),
      };
    });
}

function ChartSkeleton() {
  return (
    <div role="status" aria-label="Loading the chart" className="flex h-66 items-end gap-2 pb-8 pl-12">
      {["h-2/5", "h-3/5", "h-1/2", "h-4/5", "h-3/5", "h-3/4", "h-2/3"].map((height, index) => (
        <Skeleton key={index} className={`flex-1 ${height}`} />
      ))}
    </div>
  );
}
