import type { RetentionQuestion } from "@/api/types";
import { Segmented } from "@/components/ui/Segmented";
import type { Report } from "@/features/report/useReport";
import { BreakdownsEditor } from "@/query-builder/BreakdownsEditor";
import { faultsAt } from "@/query-builder/faults";
import { Faults, FilterEditor } from "@/query-builder/FilterEditor";
import { Section } from "@/query-builder/parts/Section";
import { Select } from "@/query-builder/parts/Select";
import { SelectorRow } from "@/query-builder/SelectorRow";
import { PeriodFields } from "./PeriodFields";

const cohortModes = [
  { value: "first_in_range", label: "Their first in the range" },
  { value: "first_ever", label: "Their first ever" },
  { value: "recurring", label: "Every one, again and again" },
] as const;

const cohortHints = {
  first_in_range: "A person is in one cohort: that of their first start event in the range.",
  first_ever: "As before, without those who had a start event before the range.",
  recurring: "A person is in the cohort of every bucket in which they have a start event.",
} as const;

/** Who begins, who comes back, and how long they are watched. */
export function RetentionBuilder({ report }: { report: Report<RetentionQuestion> }) {
  const { slug, question, change } = report;
  const { error } = report.answer;
  const cohort = question.cohort ?? "first_in_range";
  return (
    <div>
      <Section title="Persons who did">
        <SelectorRow
          slug={slug}
          selector={question.start}
          onChange={(start) => change({ ...question, start })}
          label="Choose the start event"
          error={error}
          pointer="/start"
        />
      </Section>
      <Section title="Which start event counts">
        <Select
          label="Which start event counts"
          value={cohort}
          options={cohortModes}
          onChange={(next) =>
            change(without(question, "cohort", next === "first_in_range" ? {} : { cohort: next }))
          }
        />
        <p className="text-[0.8125rem] text-muted">{cohortHints[cohort]}</p>
      </Section>
      <Section title="And came back to do">
        <SelectorRow
          slug={slug}
          selector={question.return}
          onChange={(next) => change({ ...question, return: next })}
          label="Choose the return event"
          error={error}
          pointer="/return"
        />
        <div>
          <Segmented
            label="When a return counts"
            value={question.mode ?? "on"}
            options={[
              { value: "on", label: "In the period" },
              { value: "on_or_after", label: "In it or later" },
            ]}
            onChange={(next) => change(without(question, "mode", next === "on" ? {} : { mode: next }))}
          />
        </div>
      </Section>
      <PeriodFields question={question} onChange={change} error={error} />
      <Section title="Only events where">
        <FilterEditor
          slug={slug}
          filter={question.filter}
          onChange={(filter) => change(without(question, "filter", filter ? { filter } : {}))}
          error={error}
        />
      </Section>
      <Section title="Split by">
        <BreakdownsEditor
          slug={slug}
          breakdowns={question.breakdowns ?? []}
          event={question.start.event === "" ? null : question.start.event}
          onChange={(breakdowns) => change(without(question, "breakdowns", breakdowns ? { breakdowns } : {}))}
          error={error}
        />
      </Section>
      <Faults messages={[...faultsAt(error, "/cohort"), ...faultsAt(error, "/mode")]} />
    </div>
  );
}

/** The question with one field replaced, or left out. */
function without<K extends keyof RetentionQuestion>(
  question: RetentionQuestion,
  field: K,
  next: Partial<RetentionQuestion>,
): RetentionQuestion {
  const { [field]: _, ...rest } = question;
  return { ...rest, ...next } as RetentionQuestion;
}
