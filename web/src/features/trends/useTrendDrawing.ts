import { useMemo } from "react";
import type { TrendsAnswer, TrendsQuestion } from "@/api/types";
import { chartBuckets, partialIndex, type ChartBucket } from "@/charts/buckets";
import { usePersonsBehind } from "@/features/report/PersonsBehind";
import { readTrends } from "@/query-builder/questions/trends";
import { trendLines, type TrendLine } from "./trendLines";

export interface TrendDrawing {
  /** What these numbers answer; the page may already be asking something else. */
  question: TrendsQuestion;
  lines: TrendLine[];
  buckets: ChartBucket[];
  /** The same buckets in the period compared with. */
  previousLabels: string[] | undefined;
  partialFrom: number;
  /** Lists the persons behind a point; without a bucket behind the whole range. */
  showPersons: (line: TrendLine, bucket?: number) => void;
}

/** An answer made ready for charts and tables. */
export function useTrendDrawing(answer: TrendsAnswer, timeZone: string): TrendDrawing {
  const persons = usePersonsBehind();
  const drawing = useMemo(() => {
    const question = readTrends(answer.meta.question);
    const zone = answer.meta.timezone ?? timeZone;
    const [first] = answer.series;
    const buckets = chartBuckets(first?.points.map((point) => point.t) ?? [], question.interval, zone);
    const before = first?.previous?.points.map((point) => point.t);
    return {
      question,
      lines: trendLines(answer, question).map((line) => (persons.canShow ? line : { ...line, point: null })),
      buckets,
      previousLabels: before && chartBuckets(before, question.interval, zone).map((bucket) => bucket.long),
      partialFrom: partialIndex(buckets, answer.meta.partialFrom),
    };
  }, [answer, timeZone, persons.canShow]);
  return {
    ...drawing,
    showPersons: (line, bucket) => {
      const at = bucket === undefined ? undefined : drawing.buckets[bucket];
      if (!line.point) return;
      persons.show({
        question: drawing.question,
        point: { ...line.point, ...(at ? { t: at.t } : {}) },
        title: at ? `${line.name} · ${at.long}` : line.name,
      });
    },
  };
}
