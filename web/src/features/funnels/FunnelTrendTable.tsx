import type { FunnelAnswer } from "@/api/types";
import { chartBuckets } from "@/charts/buckets";
import { ChartTable, type ChartColumn } from "@/charts/ChartTable";
import { capital, unitOf } from "./funnelWords";
import { useFunnelPersons } from "./useFunnelPersons";

interface FunnelTrendTableProps {
  answer: FunnelAnswer;
  title: string;
  timeZone: string;
}

/** A row per bucket, the newest first: who entered in it and got to the end. */
export function FunnelTrendTable({ answer, title, timeZone }: FunnelTrendTableProps) {
  const persons = useFunnelPersons(answer);
  const rows = answer.trend ?? [];
  const buckets = chartBuckets(
    rows.map((row) => row.t),
    persons.question.interval ?? "day",
    answer.meta.timezone ?? timeZone,
  );
  const nameOf = new Map(buckets.map((bucket) => [bucket.t, bucket.long]));
  const columns: ChartColumn<(typeof rows)[number]>[] = [
    {
      id: "t",
      name: "Entered",
      isText: true,
      value: (row) => row.t,
      text: (row) => nameOf.get(row.t) ?? row.t,
    },
    { id: "entered", name: capital(unitOf(persons.question.by)), value: (row) => row.entered },
    {
      id: "converted",
      name: "Converted",
      value: (row) => row.converted,
      onClick: (row) => persons.show({ t: row.t }, `Converted · ${nameOf.get(row.t) ?? row.t}`),
      clickLabel: (row) => `Persons who converted, ${nameOf.get(row.t) ?? row.t}`,
    },
    { id: "rate", name: "Rate", format: "percent", value: (row) => row.rate },
  ];
  return (
    <ChartTable
      caption={title}
      columns={columns}
      rows={rows.toReversed()}
      rowKey={(row) => row.t}
      rowData={(row) => ({ "data-t": row.t })}
    />
  );
}
