import type { FunnelAnswer, FunnelStep } from "@/api/types";
import { ChartTable, type ChartColumn } from "@/charts/ChartTable";
import { FunnelTimesTable } from "./FunnelTimesTable";
import { FunnelTrendTable } from "./FunnelTrendTable";
import { capital, unitOf } from "./funnelWords";
import { useFunnelPersons } from "./useFunnelPersons";

interface FunnelTableProps {
  answer: FunnelAnswer;
  title: string;
  timeZone: string;
}

/** The numbers of whichever view was asked. */
export function FunnelTable({ answer, title, timeZone }: FunnelTableProps) {
  if (answer.trend) return <FunnelTrendTable answer={answer} title={title} timeZone={timeZone} />;
  if (answer.histogram) return <FunnelTimesTable answer={answer} title={title} />;
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
