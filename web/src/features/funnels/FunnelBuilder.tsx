import type { FunnelQuestion } from "@/api/types";
import type { Report } from "@/features/report/useReport";
import { BreakdownsEditor } from "@/query-builder/BreakdownsEditor";
import { FilterEditor } from "@/query-builder/FilterEditor";
import { Section } from "@/query-builder/parts/Section";
import { Select } from "@/query-builder/parts/Select";
import { withSteps } from "@/query-builder/questions/funnel";
import { StepList } from "@/query-builder/StepList";
import { ExclusionList } from "./ExclusionList";
import { FunnelRules } from "./FunnelRules";
import { stepOption } from "./funnelWords";

/** Where a funnel is made: its steps, how they belong together, who is counted. */
export function FunnelBuilder({ report }: { report: Report<FunnelQuestion> }) {
  const { question, change, slug } = report;
  const error = report.answer.error;
  const { filter: _, ...unfiltered } = question;
  const { breakdowns: __, attribution: ___, ...unsplit } = question;
  return (
    <>
      <Section title="Steps">
        <StepList
          slug={slug}
          steps={question.steps}
          error={error}
          onChange={(steps) => change(withSteps(question, steps))}
        />
      </Section>
      <Section title="Rules">
        <FunnelRules question={question} change={change} slug={slug} error={error} />
      </Section>
      <Section title="Out if somebody does">
        <ExclusionList question={question} change={change} slug={slug} error={error} />
      </Section>
      <Section title="Only where">
        <FilterEditor
          slug={slug}
          filter={question.filter}
          error={error}
          onChange={(filter) => change(filter ? { ...question, filter } : unfiltered)}
        />
      </Section>
      <Section title="Split by">
        <BreakdownsEditor
          slug={slug}
          breakdowns={question.breakdowns ?? []}
          error={error}
          onChange={(breakdowns) => change(breakdowns ? { ...question, breakdowns } : unsplit)}
        />
        {question.breakdowns && <Attribution question={question} change={change} />}
      </Section>
    </>
  );
}

interface AttributionProps {
  question: FunnelQuestion;
  change: (next: FunnelQuestion) => void;
}

/** Which event of the way through the funnel says the value. */
function Attribution({ question, change }: AttributionProps) {
  const { attribution, ...rest } = question;
  return (
    <Select
      label="Which value counts"
      value={attribution ?? "first"}
      className="w-fit"
      options={[
        { value: "first", label: "the first value on the way" },
        { value: "last", label: "the last value on the way" },
        ...question.steps.map((step, index) => ({
          value: `step:${index}` as const,
          label: `the value at step ${stepOption(step, index).label}`,
        })),
      ]}
      onChange={(next) => change(next === "first" ? rest : { ...rest, attribution: next })}
    />
  );
}
