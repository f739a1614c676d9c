import { useMemo } from "react";
import type { StickinessAnswer } from "@/api/types";
import { BarsChart } from "@/charts/BarsChart";
import { intervalNames, stickinessRows, stickinessSeries } from "@/features/lifecycle/stickinessBars";
import { StickinessTable } from "@/features/lifecycle/StickinessTable";
import { usePersonsBehind } from "@/features/report/PersonsBehind";
import { readStickiness } from "@/query-builder/questions/lifecycle";
import type { DrawingProps } from "./drawingProps";
import { NothingHere } from "./NothingHere";

export function StickinessDrawing({ answer, title, view, height }: DrawingProps<StickinessAnswer>) {
  const persons = usePersonsBehind();
  const question = useMemo(() => readStickiness(answer.meta.question), [answer.meta.question]);
  const rows = useMemo(() => stickinessRows(answer, false), [answer]);
  const categories = useMemo(() => intervalNames(rows, question.interval, false), [rows, question.interval]);
  const isCompared = answer.previous !== undefined;
  const series = useMemo(() => stickinessSeries(rows, isCompared, false), [rows, isCompared]);
  const show = (intervals: number, previous: boolean) =>
    persons.show({
      question,
      point: { intervals, ...(previous ? { previous } : {}) },
      title: `Active on ${categories[intervals - 1]?.long ?? ""}${previous ? ", the time before" : ""}`,
    });
  if (answer.total === 0) return <NothingHere>Nobody was active in this range.</NothingHere>;
  if (view === "table")
    return (
      <StickinessTable {...{ rows, categories, isCompared }} {...(persons.canShow ? { onCell: show } : {})} />
    );
  return (
    <BarsChart
      label={title}
      categories={categories}
      series={series}
      {...(height > 0 ? { height } : {})}
      {...(persons.canShow
        ? {
            onPoint: ({ series: id, index }: { series: string; index: number }) =>
              show(index + 1, id === "previous"),
          }
        : {})}
    />
  );
}
