import { useMemo } from "react";
import type { TrendsAnswer } from "@/api/types";
import { ChartTable, type ChartColumn } from "@/charts/ChartTable";
import { useTrendDrawing } from "./useTrendDrawing";

interface TrendsTableProps {
  answer: TrendsAnswer;
  title: string;
  timeZone: string;
}

/** A row per bucket, the newest first, a column per line; numbers lead to their persons. */
export function TrendsTable({ answer, title, timeZone }: TrendsTableProps) {
  const { lines, buckets, partialFrom, showPersons } = useTrendDrawing(answer, timeZone);
  const rows = useMemo(() => buckets.map((_, index) => index).reverse(), [buckets]);
  const columns: ChartColumn<number>[] = [
    {
      id: "bucket",
      name: "Time",
      value: (index) => buckets[index]?.t ?? "",
      text: (index) => `${buckets[index]?.long ?? ""}${index >= partialFrom ? ", so far" : ""}`,
      isText: true,
    },
    ...lines.flatMap((line): ChartColumn<number>[] => [
      {
        id: line.id,
        name: line.name,
        value: (index) => line.values[index] ?? null,
        colour: () => undefined,
        ...(line.point
          ? {
              onClick: (index: number) => showPersons(line, index),
              clickLabel: (index: number) => `Persons of ${line.name}, ${buckets[index]?.long ?? ""}`,
            }
          : {}),
      },
      ...(line.previous
        ? [
            {
              id: `${line.id} before`,
              name: "Before",
              muted: true,
              value: (index: number) => line.previous?.[index] ?? null,
            },
          ]
        : []),
    ]),
  ];
  return (
    <ChartTable
      caption={title}
      columns={columns}
      rows={rows}
      rowKey={(index) => buckets[index]?.t ?? String(index)}
      rowData={(index) => ({ "data-t": buckets[index]?.t ?? "" })}
      className="max-h-120"
    />
  );
}
