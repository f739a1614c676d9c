import { lazy, Suspense, useMemo } from "react";
import type { FunnelAnswer } from "@/api/types";
import { chartBuckets, partialIndex } from "@/charts/buckets";
import { seriesColour } from "@/charts/palette";
import { ChartSkeleton } from "@/features/report/AnswerCard";
import { FunnelSteps } from "./FunnelSteps";
import { unitOf } from "./funnelWords";
import { useFunnelPersons } from "./useFunnelPersons";

const LinesChart = lazy(() =>
  import("@/charts/LinesChart").then((module) => ({ default: module.LinesChart })),
);
const Histogram = lazy(() => import("@/charts/Histogram").then((module) => ({ default: module.Histogram })));

interface FunnelChartProps {
  answer: FunnelAnswer;
  title: string;
  timeZone: string;
  /** In px; absent: as tall as is usual. Steps take the height that they need. */
  height?: number;
}

/** The steps, the rate over time or the times that people took, whichever was asked. */
export function FunnelChart({ answer, title, timeZone, height }: FunnelChartProps) {
  const plot = height === undefined ? {} : { height };
  if (answer.trend) return <RateOverTime answer={answer} title={title} timeZone={timeZone} {...plot} />;
  if (answer.histogram) return <TimeToConvert answer={answer} title={title} {...plot} />;
  return <FunnelSteps answer={answer} title={title} asRows={height !== undefined && height < 420} />;
}

function RateOverTime({ answer, title, timeZone, height }: FunnelChartProps) {
  const persons = useFunnelPersons(answer);
  const trend = answer.trend ?? [];
  const zone = answer.meta.timezone ?? timeZone;
  const buckets = useMemo(
    () =>
      chartBuckets(
        trend.map((point) => point.t),
        persons.question.interval ?? "day",
        zone,
      ),
    [trend, persons.question.interval, zone],
  );
  const series = useMemo(
    () => [
      { id: "rate", name: "Converted", colour: seriesColour(0), values: trend.map((point) => point.rate) },
    ],
    [trend],
  );
  return (
    <Suspense fallback={<ChartSkeleton />}>
      <LinesChart
        label={`${title}, rate of conversion over time`}
        buckets={buckets}
        series={series}
        partialFrom={partialIndex(buckets, answer.meta.partialFrom)}
        format="percent"
        {...(height === undefined ? {} : { height })}
        {...(persons.canShow
          ? {
              onPoint: ({ index }: { index: number }) => {
                const at = buckets[index];
                if (at) persons.show({ t: at.t }, `Converted · ${at.long}`);
              },
            }
          : {})}
      />
    </Suspense>
  );
}

function TimeToConvert({ answer, title, height }: Omit<FunnelChartProps, "timeZone">) {
  const persons = useFunnelPersons(answer);
  const spans = answer.histogram ?? [];
  if (spans.length === 0)
    return <p className="py-10 text-center text-muted">Nobody converted, so there is no time to show.</p>;
  return (
    <Suspense fallback={<ChartSkeleton />}>
      <Histogram
        label={`${title}, time to convert`}
        spans={spans}
        unit={unitOf(persons.question.by)}
        {...(height === undefined ? {} : { height })}
        onSpan={({ fromSeconds, toSeconds }) =>
          persons.show({ fromSeconds, toSeconds }, "Converted in this time")
        }
      />
    </Suspense>
  );
}
