import { lazy, Suspense, useMemo } from "react";
import type { Meta, TrendSeries } from "@/api/types";
import { partialIndex } from "@/charts/buckets";
import { Skeleton } from "@/components/ui/Skeleton";
import { usePersonsBehind } from "@/features/report/PersonsBehind";
import { measureNames, type MeasureAnswer } from "./measures";
import { trendPoints } from "./trendPoints";
import type { TrendView } from "./TrendToolbar";

const LinesChart = lazy(() =>
  import("@/charts/LinesChart").then((module) => ({ default: module.LinesChart })),
);
const TrendTable = lazy(() => import("./TrendTable").then((module) => ({ default: module.TrendTable })));

interface TrendBodyProps {
  answer: MeasureAnswer;
  series: TrendSeries;
  meta: Meta;
  title: string;
  view: TrendView;
  timeZone: string;
}

/** The line or its table; a click on a point lists the persons behind it. */
export function TrendBody({ answer, series, meta, title, view, timeZone }: TrendBodyProps) {
  const persons = usePersonsBehind();
  const { range, compare } = view;
  const name = measureNames[answer.measure];
  const { buckets, line, previousLabels } = useMemo(
    () =>
      trendPoints(series, {
        name,
        hourly: range === "today",
        timeZone,
        computedAt: meta.computedAt,
        compare,
      }),
    [series, name, range, timeZone, meta.computedAt, compare],
  );
  const lines = useMemo(() => [line], [line]);
  const partialFrom = partialIndex(buckets, meta.partialFrom);
  const show = (index: number) => {
    const bucket = buckets[index];
    if (!bucket || !answer.behind) return;
    persons.show({ ...answer.behind(bucket.t), title: `${name}, ${bucket.long}` });
  };
  return (
    <Suspense fallback={<ChartSkeleton />}>
      {view.table ? (
        <TrendTable
          {...{ title, name, buckets, line, partialFrom }}
          bucketName={range === "today" ? "Hour" : "Day"}
          format={answer.format}
        />
      ) : (
        <LinesChart
          label={title}
          buckets={buckets}
          series={lines}
          partialFrom={partialFrom}
          previousLabels={previousLabels}
          format={answer.format}
          onPoint={(point) => !point.previous && show(point.index)}
        />
      )}
    </Suspense>
  );
}

export function ChartSkeleton() {
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
