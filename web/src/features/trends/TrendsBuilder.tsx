import type { TrendsQuestion } from "@/api/types";
import type { Report } from "@/features/report/useReport";
import { BreakdownsEditor } from "@/query-builder/BreakdownsEditor";
import { FilterEditor } from "@/query-builder/FilterEditor";
import { FormulaField } from "@/query-builder/FormulaField";
import { Section } from "@/query-builder/parts/Section";
import { Select } from "@/query-builder/parts/Select";
import { SeriesList } from "@/query-builder/SeriesList";

/** Where a trends question is made: what is counted, of whom, split by what. */
export function TrendsBuilder({ report }: { report: Report<TrendsQuestion> }) {
  const { question, change, slug } = report;
  const error = report.answer.error;
  const { filter: _, ...unfiltered } = question;
  const { breakdowns: __, ...unsplit } = question;
  const { formula: ___, ...unreckoned } = question;
  const [only] = question.series;
  const event = question.series.length === 1 ? only?.event : null;
  return (
    <>
      <Section title="Series">
        <SeriesList
          slug={slug}
          series={question.series}
          error={error}
          onChange={(series) => change({ ...question, series })}
        />
      </Section>
      <Section title="Only where">
        <FilterEditor
          slug={slug}
          filter={question.filter}
          event={event}
          error={error}
          onChange={(filter) => change(filter ? { ...question, filter } : unfiltered)}
        />
      </Section>
      <Section title="Split by">
        <BreakdownsEditor
          slug={slug}
          breakdowns={question.breakdowns ?? []}
          event={event}
          error={error}
          onChange={(breakdowns) => change(breakdowns ? { ...question, breakdowns } : unsplit)}
        />
      </Section>
      <Section title="Formula">
        <FormulaField
          formula={question.formula}
          series={question.series.length}
          error={error}
          onChange={(formula) => change(formula ? { ...question, formula } : unreckoned)}
        />
      </Section>
      <Section title="Points">
        <PointFields question={question} change={change} />
      </Section>
    </>
  );
}

const means = [2, 3, 7, 14, 28, 30] as const;

/** Each bucket for itself or everything so far; smoothed or not. */
function PointFields({
  question,
  change,
}: {
  question: TrendsQuestion;
  change: (next: TrendsQuestion) => void;
}) {
  const { display, rolling, ...rest } = question;
  const used = rolling === undefined ? [] : [rolling];
  const options = [...new Set([...means, ...used])].sort((one, other) => one - other);
  return (
    <div className="flex flex-wrap gap-1.5">
      <Select
        label="Each point"
        value={display ?? "linear"}
        options={[
          { value: "linear", label: "Each point by itself" },
          { value: "cumulative", label: "Everything so far" },
        ]}
        onChange={(next) =>
          change({
            ...rest,
            ...(next === "cumulative" ? { display: next } : {}),
            ...(rolling === undefined ? {} : { rolling }),
          })
        }
      />
      <Select
        label="Smoothing"
        value={String(rolling ?? 1)}
        options={[
          { value: "1", label: "Not smoothed" },
          ...options.map((count) => ({ value: String(count), label: `Mean of the last ${count}` })),
        ]}
        onChange={(next) =>
          change({
            ...rest,
            ...(display ? { display } : {}),
            ...(next === "1" ? {} : { rolling: Number(next) }),
          })
        }
      />
    </div>
  );
}
