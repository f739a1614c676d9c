import { useMemo } from "react";
import type { RetentionAnswer, RetentionQuestion } from "@/api/types";
import { Segmented } from "@/components/ui/Segmented";
import { AnswerCard } from "@/features/report/AnswerCard";
import { ReportPage } from "@/features/report/ReportPage";
import { useReport } from "@/features/report/useReport";
import { formatNumber, formatPercentShort } from "@/lib/format";
import { Select } from "@/query-builder/parts/Select";
import { askableRetention, readRetention, retentionIntervals } from "@/query-builder/questions/retention";
import { RangePicker } from "@/query-builder/RangePicker";
import { periodWords } from "./periods";
import { RetentionBuilder } from "./RetentionBuilder";
import { RetentionCurves } from "./RetentionCurves";
import { RetentionHeat } from "./RetentionHeat";
import { cohortGroups } from "./retentionRows";
import { RetentionTable } from "./RetentionTable";
import { readRetentionView, writeRetentionView } from "./retentionView";

/** Of those who began, who came back? */
export function RetentionPage() {
  const report = useReport(readRetention, { toAsk: askableRetention });
  const { question, change, timeZone } = report;
  const asked = report.asked ?? question;
  const view = readRetentionView(report.view);
  const setView = (next: Partial<typeof view>) => report.setView(writeRetentionView({ ...view, ...next }));
  const { data } = report.answer;
  const groups = useMemo(() => (data ? cohortGroups(data) : []), [data]);
  const group = groups[view.group] ?? groups[0];
  const zone = data?.meta.timezone ?? timeZone;

  const draw = (answer: RetentionAnswer) => {
    if (!group) return null;
    if (report.table)
      return <RetentionTable {...{ question: asked, group, timeZone: zone }} asCounts={view.asCounts} />;
    return view.curves ? (
      <RetentionCurves answer={answer} question={asked} timeZone={zone} />
    ) : (
      <RetentionHeat {...{ answer, question: asked, group, timeZone: zone }} asCounts={view.asCounts} />
    );
  };
  return (
    <ReportPage
      title="Retention"
      lead="Of those who began, who came back."
      report={report}
      builder={<RetentionBuilder report={report} />}
      controls={
        <>
          <RangePicker
            range={question.range}
            timeZone={timeZone}
            onChange={(range) => change({ ...question, range })}
          />
          <Select
            label="Interval"
            value={question.interval}
            options={retentionIntervals.map((value) => ({ value, label: `By ${value}` }))}
            onChange={(interval) => change({ ...question, interval })}
          />
        </>
      }
    >
      <AnswerCard
        report={report}
        title={`Who came back, by ${asked.interval}`}
        summary={(answer) => <Summary answer={answer} question={asked} />}
        toolbar={
          <>
            {groups.length > 1 && !view.curves && (
              <Select
                label="Group"
                value={String(group ? groups.indexOf(group) : 0)}
                options={groups.map((item, index) => ({ value: String(index), label: item.name }))}
                onChange={(next) => setView({ group: Number(next) })}
              />
            )}
            {!view.curves && (
              <Segmented
                label="Numbers"
                value={view.asCounts ? "counts" : "shares"}
                options={[
                  { value: "shares", label: "%", name: "Shares" },
                  { value: "counts", label: "#", name: "Persons" },
                ]}
                onChange={(next) => setView({ asCounts: next === "counts" })}
              />
            )}
            {!report.table && (
              <Segmented
                label="Drawing"
                value={view.curves ? "curves" : "heat"}
                options={[
                  { value: "heat", label: "Heat map" },
                  { value: "curves", label: "Curves" },
                ]}
                onChange={(next) => setView({ curves: next === "curves" })}
              />
            )}
          </>
        }
        chart={draw}
        table={draw}
        isEmpty={(answer) => answer.cohorts.every((cohort) => cohort.size === 0)}
        empty={
          <p>
            Nobody did the start event in this range. Choose a longer range, or an event that happens more
            often.
          </p>
        }
        unfinished={<p>Choose a start event and a return event to see who came back.</p>}
      />
    </ReportPage>
  );
}

/** The first and the last known rate of all cohorts, in a sentence. */
function Summary({ answer, question }: { answer: RetentionAnswer; question: RetentionQuestion }) {
  const persons = answer.cohorts.reduce((sum, cohort) => sum + cohort.size, 0);
  const known = answer.overall.slice(1).filter((item) => item.rate !== null);
  const [first, last] = [known[0], known.at(-1)];
  return (
    <p className="text-[0.8125rem] text-muted tabular-nums" data-retention-persons={persons}>
      {formatNumber(persons)} {question.cohort === "recurring" ? "in all cohorts" : "persons"}
      {first && `; ${formatPercentShort(first.rate ?? 0)} came back ${periodWords(question, first.period)}`}
      {last &&
        last !== first &&
        `, ${formatPercentShort(last.rate ?? 0)} ${periodWords(question, last.period)}`}
    </p>
  );
}
