import type { ChartBucket } from "@/charts/buckets";
import { ChartTable, type ChartColumn } from "@/charts/ChartTable";
import { formatNumber } from "@/lib/format";
import type { StickinessRow } from "./stickinessBars";

interface StickinessTableProps {
  rows: StickinessRow[];
  categories: ChartBucket[];
  isCompared: boolean;
  /** Lists the persons of a row; absent where a row is a sum. */
  onCell?: (intervals: number, previous: boolean) => void;
}

export function StickinessTable({ rows, categories, isCompared, onCell }: StickinessTableProps) {
  const named = (row: StickinessRow) => categories[row.intervals - 1]?.long ?? String(row.intervals);
  const listable = (previous: boolean) =>
    onCell ? { onClick: (row: StickinessRow) => onCell(row.intervals, previous) } : {};
  const columns: ChartColumn<StickinessRow>[] = [
    { id: "intervals", name: "Active on", value: (row) => row.intervals, text: named },
    {
      id: "persons",
      name: "Persons",
      value: (row) => row.persons,
      clickLabel: (row) => `${formatNumber(row.persons)} persons, ${named(row)}: list them`,
      ...listable(false),
    },
    { id: "share", name: "Share", value: (row) => row.share, format: "percent" },
    ...(isCompared
      ? ([
          {
            id: "previous",
            name: "Before",
            muted: true,
            value: (row) => row.previous,
            clickLabel: (row) => `${formatNumber(row.previous)} persons before, ${named(row)}: list them`,
            ...listable(true),
          },
          {
            id: "previousShare",
            name: "Share before",
            muted: true,
            value: (row) => row.previousShare,
            format: "percent",
          },
        ] satisfies ChartColumn<StickinessRow>[])
      : []),
  ];
  return (
    <ChartTable
      caption="Persons by number of active intervals"
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.intervals)}
      rowData={(row) => ({ "data-intervals": String(row.intervals) })}
      className="max-h-[32rem]"
    />
  );
}
