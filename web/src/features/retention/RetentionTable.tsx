import type { RetentionQuestion } from "@/api/types";
import { chartBuckets } from "@/charts/buckets";
import { ChartTable, type ChartColumn } from "@/charts/ChartTable";
import { formatNumber, formatPercent } from "@/lib/format";
import { periodNames } from "./periods";
import type { CohortGroup } from "./retentionRows";

interface RetentionTableProps {
  question: RetentionQuestion;
  group: CohortGroup;
  timeZone: string;
  asCounts: boolean;
}

/** The same numbers, plain: sorted by any period. */
export function RetentionTable({ question, group, timeZone, asCounts }: RetentionTableProps) {
  const names = chartBuckets(
    group.cohorts.map((cohort) => cohort.start),
    question.interval,
    timeZone,
  );
  type Row = (typeof rows)[number];
  const rows = group.cohorts.map((cohort, index) => ({
    ...cohort,
    name: names[index]?.long ?? cohort.start,
  }));
  const columns: ChartColumn<Row>[] = [
    { id: "start", name: "Cohort", value: (row) => row.start, text: (row) => row.name },
    { id: "size", name: "Persons", value: (row) => row.size },
    ...periodNames(question)
      .map((name, period): ChartColumn<Row> => ({
        id: String(period),
        name,
        value: (row) => row.counts[period] ?? null,
        text: (row) => {
          const count = row.counts[period] ?? null;
          if (asCounts || count === null) return formatNumber(count);
          return formatPercent(row.size === 0 ? null : count / row.size);
        },
      }))
      .slice(1),
  ];
  return (
    <ChartTable
      caption="Cohorts by how many came back"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.start}
      rowData={(row) => ({ "data-t": row.start })}
      className="max-h-[32rem]"
    />
  );
}
