import type { LifecycleQuestion, StickinessQuestion } from "@/api/types";
import type { Report } from "@/features/report/useReport";
import { FilterEditor } from "@/query-builder/FilterEditor";
import { Section } from "@/query-builder/parts/Section";
import { SelectorRow } from "@/query-builder/SelectorRow";

/** What makes a person active. */
export function ActivityBuilder<Q extends LifecycleQuestion | StickinessQuestion>({
  report,
}: {
  report: Report<Q>;
}) {
  const { slug, question, change } = report;
  const { error } = report.answer;
  const { filter, ...unfiltered } = question;
  return (
    <div>
      <Section title="Active is who did">
        <SelectorRow
          slug={slug}
          selector={question.selector ?? { event: null }}
          onChange={(selector) => change({ ...question, selector })}
          error={error}
          pointer="/selector"
        />
      </Section>
      <Section title="Only events where">
        <FilterEditor
          slug={slug}
          filter={filter}
          onChange={(next) => change((next ? { ...question, filter: next } : unfiltered) as Q)}
          error={error}
        />
      </Section>
    </div>
  );
}
