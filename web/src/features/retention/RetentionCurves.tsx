import { lazy, Suspense, useMemo, useState } from "react";
import type { RetentionAnswer, RetentionQuestion } from "@/api/types";
import { Legend } from "@/charts/Legend";
import type { LineSeries } from "@/charts/linePlot";
import { usePersonsBehind } from "@/features/report/PersonsBehind";
import { ChartSkeleton } from "@/features/report/AnswerCard";
import { periodNames, periodWords } from "./periods";
import { curves } from "./retentionRows";

const LinesChart = lazy(() =>
  import("@/charts/LinesChart").then((module) => ({ default: module.LinesChart })),
);

interface RetentionCurvesProps {
  answer: RetentionAnswer;
  question: RetentionQuestion;
  timeZone: string;
}

/** How many cohorts are drawn before the reader chooses: more are a tangle. */
const drawnAtFirst = 5;

/** One curve per cohort, or per value of the breakdown, beside that of all. */
export function RetentionCurves({ answer, question, timeZone }: RetentionCurvesProps) {
  const persons = usePersonsBehind();
  const lines = useMemo(
    () => curves(answer, { question, timeZone, partialFrom: answer.meta.partialFrom }),
    [answer, question, timeZone],
  );
  const isSplit = Boolean(answer.breakdowns);
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const hidden = useMemo(
    () => chosen ?? (isSplit ? new Set<string>() : hiddenAtFirst(lines)),
    [chosen, isSplit, lines],
  );
  const shown = useMemo(() => lines.filter((line) => !hidden.has(line.id)).slice(0, 30), [lines, hidden]);
  const periods = useMemo(
    () =>
      periodNames(question)
        .slice(1)
        .map((name, index) => ({ t: String(index + 1), short: name, long: name })),
    [question],
  );

  const onPoint = ({ series, index }: { series: string; index: number }) => {
    const line = lines.find((item) => item.id === series);
    const cohort = answer.cohorts.find((item) => item.start === series);
    if (!line || !cohort || (line.values[index] ?? null) === null) return;
    persons.show({
      question,
      point: { cohort: cohort.start, period: index + 1 },
      title: `${line.name}: came back ${periodWords(question, index + 1)}`,
    });
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Suspense fallback={<ChartSkeleton />}>
        <LinesChart
          label="Share of each cohort that came back"
          buckets={periods}
          series={shown}
          format="percent"
          height={340}
          {...(isSplit ? {} : { onPoint })}
        />
      </Suspense>
      <Legend label={isSplit ? "Groups" : "Cohorts"} items={lines} hidden={hidden} onHidden={setChosen} />
    </div>
  );
}

/** Hides all but the newest cohorts of which half the periods or more are known: the younger ones are hardly curves. */
function hiddenAtFirst(lines: readonly LineSeries[]): ReadonlySet<string> {
  const known = (line: LineSeries) => line.values.filter((value) => value !== null).length;
  const cohorts = lines.slice(1);
  const most = Math.max(0, ...cohorts.map(known));
  const drawn = new Set(cohorts.filter((line) => known(line) * 2 >= most).slice(-drawnAtFirst));
  return new Set(cohorts.filter((line) => !drawn.has(line)).map((line) => line.id));
}
