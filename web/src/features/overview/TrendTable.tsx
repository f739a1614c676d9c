import type { ChartBucket } from "@/charts/buckets";
import { ChartTable } from "@/charts/ChartTable";
import type { LineSeries } from "@/charts/linePlot";
import type { ValueFormat } from "@/charts/valueFormat";

interface TrendTableProps {
  title: string;
  bucketName: string;
  name: string;
  buckets: ChartBucket[];
  line: LineSeries;
  partialFrom: number;
  format: ValueFormat;
}

/** The numbers of the chart, the newest first. */
export function TrendTable({ title, bucketName, name, buckets, line, partialFrom, format }: TrendTableProps) {
  const { values, previous } = line;
  return (
    <ChartTable
      caption={title}
      className="h-66"
      columns={[
        {
          id: "t",
          name: bucketName,
          value: (index) => buckets[index]?.t ?? "",
          text: (index) => `${buckets[index]?.long ?? ""}${index >= partialFrom ? ", so far" : ""}`,
        },
        { id: "value", name, format, value: (index) => values[index] ?? null },
        ...(previous
          ? [
              {
                id: "previous",
                name: "Before",
                muted: true,
                format,
                value: (index: number) => previous[index] ?? null,
              },
            ]
          : []),
      ]}
      rows={buckets.map((_, index) => index).reverse()}
      rowKey={(index) => buckets[index]?.t ?? String(index)}
      rowData={(index) => ({ "data-t": buckets[index]?.t ?? "" })}
    />
  );
}
