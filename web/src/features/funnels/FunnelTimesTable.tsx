import type { FunnelAnswer } from "@/api/types";
import { ChartTable, type ChartColumn } from "@/charts/ChartTable";
import { formatDuration } from "@/lib/format";
import { capital, unitOf } from "./funnelWords";
import { useFunnelPersons } from "./useFunnelPersons";

/** A row per span of time: how many took so long. */
export function FunnelTimesTable({ answer, title }: { answer: FunnelAnswer; title: string }) {
  const persons = useFunnelPersons(answer);
  const rows = answer.histogram ?? [];
  const columns: ChartColumn<(typeof rows)[number]>[] = [
    {
      id: "from",
      name: "Time",
      isText: true,
      value: (row) => row.fromSeconds,
      text: (row) => `${formatDuration(row.fromSeconds)} to ${formatDuration(row.toSeconds)}`,
    },
    {
      id: "count",
      name: capital(unitOf(persons.question.by)),
      value: (row) => row.count,
      onClick: ({ fromSeconds, toSeconds }) =>
        persons.show({ fromSeconds, toSeconds }, "Converted in this time"),
      clickLabel: () => "Persons who converted in this time",
    },
  ];
  return (
    <ChartTable caption={title} columns={columns} rows={rows} rowKey={(row) => String(row.fromSeconds)} />
  );
}
