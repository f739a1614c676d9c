import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChartLine } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";
import type { TrendsAnswer, TrendsQuestion } from "@/api/types";
import { chartBuckets, partialIndex } from "@/charts/buckets";
import { buttonLook } from "@/components/ui/Button";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { formatNumber } from "@/lib/format";
import { rangeLabel } from "@/query-builder/ranges/ranges";
import { bucketRange } from "./matches";

const LinesChart = lazy(() =>
  import("@/charts/LinesChart").then((module) => ({ default: module.LinesChart })),
);

interface MatchesTrendProps {
  slug: string;
  question: TrendsQuestion;
  answer: UseQueryResult<TrendsAnswer>;
  timeZone: string;
  onRange: (range: { from: string; to: string }) => void;
}

const height = 132;

/** How many events match, and when; a press on a day narrows the list to it. */
export function MatchesTrend({ slug, question, answer, timeZone, onRange }: MatchesTrendProps) {
  const series = answer.data?.series[0];
  const zone = answer.data?.meta.timezone ?? timeZone;
  const points = useMemo(() => series?.points ?? [], [series]);
  const buckets = useMemo(
    () =>
      chartBuckets(
        points.map((point) => point.t),
        question.interval,
        zone,
      ),
    [points, question.interval, zone],
  );
  const lines = useMemo(
    () => [
      { id: "matches", name: "Events", colour: "var(--chart-1)", values: points.map((point) => point.value) },
    ],
    [points],
  );
  if (answer.isError && !answer.data) {
    return <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} className="m-4 sm:m-5" />;
  }
  const total = series?.total ?? 0;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1 px-4 py-3 sm:px-5">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 md:min-h-9">
        {series ? (
          <p data-matches={total}>
            <span className="text-lg font-semibold tracking-tight tabular-nums">{formatNumber(total)}</span>{" "}
            <span className="text-muted">
              {total === 1 ? "event" : "events"}, {rangeLabel(question.range).toLowerCase()}
            </span>
          </p>
        ) : (
          <Skeleton className="h-6 w-48" />
        )}
        <Link
          to="/p/$slug/trends"
          params={{ slug }}
          search={{ q: { ...question } }}
          className={buttonLook("ghost", "max-sm:-ml-3.5 sm:-mr-3")}
        >
          <ChartLine aria-hidden />
          Open in trends
        </Link>
      </div>
      <div style={{ height }}>
        {series ? (
          <Suspense fallback={<Skeleton className="h-full" />}>
            <LinesChart
              label={`Events that match, by ${question.interval}`}
              buckets={buckets}
              series={lines}
              partialFrom={partialIndex(points, answer.data?.meta.partialFrom)}
              height={height}
              onPoint={({ index }) => {
                const start = points[index]?.t;
                const range = start ? bucketRange(start, question.interval, zone) : null;
                if (range) onRange(range);
              }}
            />
          </Suspense>
        ) : (
          <Skeleton className="h-full" />
        )}
      </div>
    </div>
  );
}
