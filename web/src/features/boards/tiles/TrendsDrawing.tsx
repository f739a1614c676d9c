import type { TrendsAnswer } from "@/api/types";
import { isEmptyTrend } from "@/features/trends/trendLines";
import { TrendsChart } from "@/features/trends/TrendsChart";
import { TrendsSummary } from "@/features/trends/TrendsSummary";
import { TrendsTable } from "@/features/trends/TrendsTable";
import { readTrendsView } from "@/features/trends/TrendsViews";
import type { DrawingProps } from "./drawingProps";
import { NothingHere } from "./NothingHere";
import { NumbersDrawing } from "./NumbersDrawing";

export function TrendsDrawing({ answer, title, view, timeZone, height }: DrawingProps<TrendsAnswer>) {
  if (view === "table") return <TrendsTable answer={answer} title={title} timeZone={timeZone} />;
  if (isEmptyTrend(answer)) return <NothingHere />;
  if (view === "number") return <NumbersDrawing answer={answer} timeZone={timeZone} />;
  const summary = answer.series.length === 1;
  return (
    <>
      {summary && <TrendsSummary answer={answer} />}
      <TrendsChart
        answer={answer}
        title={title}
        view={readTrendsView(view)}
        timeZone={timeZone}
        {...(height > 0 ? { height: height - (summary ? 24 : 0) } : {})}
      />
    </>
  );
}
