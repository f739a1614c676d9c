import { useMemo, useState } from "react";
import type { RetentionAnswer, RetentionQuestion } from "@/api/types";
import { HeatMap } from "@/charts/HeatMap";
import { PointMenu, type MenuPlace } from "@/charts/PointMenu";
import { MenuItem } from "@/components/ui/Menu";
import { usePersonsBehind } from "@/features/report/PersonsBehind";
import { formatNumber } from "@/lib/format";
import { periodNames, periodWords } from "./periods";
import { heatRows, type CohortGroup } from "./retentionRows";

interface RetentionHeatProps {
  answer: RetentionAnswer;
  question: RetentionQuestion;
  group: CohortGroup;
  timeZone: string;
  asCounts: boolean;
}

interface Opened extends MenuPlace {
  cohort: string;
  period: number;
}

/** Cohorts as rows, periods as columns. A cell leads to the persons who came back, and to those who did not. */
export function RetentionHeat({ answer, question, group, timeZone, asCounts }: RetentionHeatProps) {
  const persons = usePersonsBehind();
  const [opened, setOpened] = useState<Opened | null>(null);
  const { partialFrom } = answer.meta;
  const rows = useMemo(
    () => heatRows(group, asCounts, { question, timeZone, partialFrom }),
    [group, asCounts, question, timeZone, partialFrom],
  );
  const columns = periodNames(question).map((name, index) => ({ id: String(index), name }));

  const show = (cohort: string, period: number, dropped: boolean) => {
    const row = rows.find((item) => item.id === cohort);
    const who = `${row?.name ?? cohort}${group.value ? `, ${group.name}` : ""}`;
    const did =
      period === 0
        ? "everybody in the cohort"
        : `${dropped ? "did not come" : "came"} back ${periodWords(question, period)}`;
    persons.show({
      question,
      point: {
        cohort,
        period,
        ...(dropped ? { dropped } : {}),
        ...(group.value ? { breakdown: group.value } : {}),
      },
      title: `${who}: ${did}`,
    });
  };
  const onCell = (cohort: string, period: number) => {
    if (period === 0) return show(cohort, 0, false);
    const cell = document.activeElement?.getBoundingClientRect();
    setOpened({ cohort, period, x: (cell?.left ?? 0) + 8, y: cell?.bottom ?? 0 });
  };
  const cohort = opened && group.cohorts.find((item) => item.start === opened.cohort);
  const count = (opened && cohort?.counts[opened.period]) ?? 0;
  return (
    <div data-chart>
      <HeatMap
        caption="Cohorts by how many came back"
        rowName="Cohort"
        sizeName="Persons"
        columns={columns}
        rows={rows}
        onCell={onCell}
      />
      {opened && cohort && (
        <PointMenu
          place={opened}
          title={`${rows.find((row) => row.id === opened.cohort)?.name}, ${columns[opened.period]?.name}`}
          onClose={() => setOpened(null)}
        >
          <MenuItem onSelect={() => show(opened.cohort, opened.period, false)}>
            {formatNumber(count)} who came back
          </MenuItem>
          <MenuItem onSelect={() => show(opened.cohort, opened.period, true)}>
            {formatNumber(cohort.size - count)} who did not
          </MenuItem>
        </PointMenu>
      )}
    </div>
  );
}
