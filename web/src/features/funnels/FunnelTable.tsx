import type { FunnelAnswer, FunnelStep } from "@/api/types";
import { chartBuckets } from "@/charts/buckets";
import { ChartTable, type ChartColumn } from "@/charts/ChartTable";
import { formatDuration } from "@/lib/format";
import { unitOf } from "./funnelWords";
import { useFunnelPersons } from "./useFunnelPersons";

interface FunnelTableProps {
  answer: FunnelAnswer;
  title: string;
  timeZone: string;
}

/** The numbers of whichever view was asked. */
export function FunnelTable({ answer, title, timeZone }: FunnelTableProps) {
  if (answer.trend) return <TrendTable answer={answer} title={title} timeZone={timeZone} />;
  if (answer.histogram) return <TimesTable answer={answer} title={title} />;
  return <StepsTable answer={answer} title={title} />;
}

interface StepRow {
  index: number;
  step: FunnelStep;
  value: string[] | null;
}

function StepsTable({ answer, title }: Omit<FunnelTableProps, "timeZone">) {
  const persons = useFunnelPersons(answer);
  const rowsOf = (steps: FunnelStep[], value: string[] | null): StepRow[] =>
    steps.map((step, index) => ({ index, step, value }));
  const rows = [
    ...rowsOf(answer.steps, null),
    ...(answer.breakdowns ?? []).flatMap(({ value, steps }) => rowsOf(steps, value)),
  ];
  const point = ({ index, value }: StepRow, dropped: boolean) => ({
    step: index,
    dropped,
    ...(value ? { breakdown: value } : {}),
  });
  const columns: ChartColumn<StepRow>[] = [
    {
      id: "step",
      name: "Step",
      isText: true,
      value: (row) => row.index,
      text: (row) => `${row.index + 1} ${row.step.name}`,
    },
    ...(answer.breakdowns
      ? [
          {
            id: "value",
            name: "Value",
            isText: true,
            value: (row: StepRow) => row.value?.join(", ") ?? "everybody",
          },
        ]
      : []),
    {
      id: "count",
      name: capital(unitOf(persons.question.by)),
      value: (row) => row.step.count,
      ...(persons.canShow
        ? {
            onClick: (row: StepRow) =>
              persons.show(point(row, false), `Reached step ${row.index + 1}, ${row.step.name}`),
            clickLabel: (row: StepRow) => `Persons who reached step ${row.index + 1}`,
          }
        : {}),
    },
    {
      id: "fromPrevious",
      name: "Of the step before",
      format: "percent",
      value: (row) => row.step.fromPrevious,
    },
    { id: "fromFirst", name: "Of the first", format: "percent", value: (row) => row.step.fromFirst },
    {
      id: "dropped",
      name: "Dropped off",
      value: (row) => row.step.dropped,
      onClick: (row) =>
        persons.show(point(row, true), `Dropped off before step ${row.index + 1}, ${row.step.name}`),
      clickLabel: (row) => `Persons who dropped off before step ${row.index + 1}`,
    },
    { id: "median", name: "Median time", format: "duration", value: (row) => row.step.medianSeconds },
    { id: "average", name: "Average time", format: "duration", value: (row) => row.step.averageSeconds },
  ];
  return (
    <ChartTable
      caption={title}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.index} ${JSON.stringify(row.value)}`}
      rowData={(row) => ({ "data-row-step": String(row.index) })}
    />
  );
}

function TrendTable({ answer, title, timeZone }: FunnelTableProps) {
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

function TimesTable({ answer, title }: Omit<FunnelTableProps, "timeZone">) {
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

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
