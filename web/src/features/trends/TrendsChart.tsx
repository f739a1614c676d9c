import { lazy, Suspense, useMemo, useState } from "react";
import type { TrendsAnswer } from "@/api/types";
import { Legend } from "@/charts/Legend";
import { ChartSkeleton } from "@/features/report/AnswerCard";
import { TrendsNumbers } from "./TrendsNumbers";
import type { TrendsView } from "./TrendsViews";
import { useTrendDrawing } from "./useTrendDrawing";

const LinesChart = lazy(() =>
  import("@/charts/LinesChart").then((module) => ({ default: module.LinesChart })),
);
const BarsChart = lazy(() => import("@/charts/BarsChart").then((module) => ({ default: module.BarsChart })));

interface TrendsChartProps {
  answer: TrendsAnswer;
  title: string;
  view: TrendsView;
  timeZone: string;
  /** In px, with the legend; absent: as tall as is usual. */
  height?: number;
}

const nothingHidden: ReadonlySet<string> = new Set();

/** The lines of the answer as lines, bars or numbers; the legend hides and shows them. */
export function TrendsChart({ answer, title, view, timeZone, height }: TrendsChartProps) {
  const drawing = useTrendDrawing(answer, timeZone);
  const { lines, buckets, previousLabels, partialFrom, showPersons } = drawing;
  const names = lines.map((line) => line.name).join("\n");
  const [hiding, setHiding] = useState({ names, hidden: nothingHidden });
  const hidden = hiding.names === names ? hiding.hidden : nothingHidden;
  const drawn = useMemo(() => lines.filter((line) => !hidden.has(line.id)), [lines, hidden]);

  if (view === "number") return <TrendsNumbers drawing={drawing} />;
  const onPoint = lines.every((line) => line.point === null)
    ? undefined
    : ({ series, index, previous }: { series: string; index: number; previous?: boolean }) => {
        const line = lines.find((one) => one.id === series);
        if (line && !previous) showPersons(line, index);
      };
  const plot = height === undefined ? {} : { height: Math.max(120, lines.length > 1 ? height - 44 : height) };
  return (
    <>
      <Suspense fallback={<ChartSkeleton />}>
        {view === "line" ? (
          <LinesChart
            label={title}
            buckets={buckets}
            series={drawn}
            partialFrom={partialFrom}
            {...(previousLabels ? { previousLabels } : {})}
            {...plot}
            {...(onPoint ? { onPoint } : {})}
          />
        ) : (
          <BarsChart
            label={title}
            categories={buckets}
            series={drawn}
            stacked={view === "stacked"}
            {...plot}
            partialFrom={partialFrom}
            {...(onPoint ? { onPoint } : {})}
          />
        )}
      </Suspense>
      {lines.length > 1 && (
        <Legend
          label="Series"
          className="mt-2"
          items={lines}
          hidden={hidden}
          onHidden={(next) => setHiding({ names, hidden: next })}
        />
      )}
    </>
  );
}
