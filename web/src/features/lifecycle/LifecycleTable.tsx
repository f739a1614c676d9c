import type { LifecycleAnswer } from "@/api/types";
import type { ChartBucket } from "@/charts/buckets";
import { ChartTable, type ChartColumn } from "@/charts/ChartTable";
import { formatNumber } from "@/lib/format";
import { statuses, statusLooks, type LifecycleStatus } from "./lifecycleBars";

interface LifecycleTableProps {
  answer: LifecycleAnswer;
  buckets: ChartBucket[];
  partialFrom: number;
  onCell: (index: number, status: LifecycleStatus) => void;
}

/** The same numbers, newest first; every one leads to its persons. */
export function LifecycleTable({ answer, buckets, partialFrom, onCell }: LifecycleTableProps) {
  const columns: ChartColumn<number>[] = [
    {
      id: "t",
      name: "When",
      value: (index) => buckets[index]?.t ?? "",
      text: (index) => `${buckets[index]?.long ?? ""}${index >= partialFrom ? ", so far" : ""}`,
    },
    ...statuses.map((status): ChartColumn<number> => {
      const value = (index: number) => answer.buckets[index]?.[status] ?? null;
      return {
        id: status,
        name: statusLooks[status].name,
        value,
        onClick: (index) => onCell(index, status),
        clickLabel: (index) =>
          `${formatNumber(value(index))} ${status}, ${buckets[index]?.long ?? ""}: list the persons`,
      };
    }),
  ];
  return (
    <ChartTable
      caption="Persons by status"
      columns={columns}
      rows={buckets.map((_, index) => index).reverse()}
      rowKey={(index) => String(index)}
      rowData={(index) => ({ "data-t": buckets[index]?.t ?? "" })}
      className="max-h-[32rem]"
    />
  );
}
