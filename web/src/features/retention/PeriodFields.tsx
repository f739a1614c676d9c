import type { RetentionQuestion } from "@/api/types";
import { Segmented } from "@/components/ui/Segmented";
import { faultsAt } from "@/query-builder/faults";
import { Faults } from "@/query-builder/FilterEditor";
import { Section } from "@/query-builder/parts/Section";
import { DraftInput } from "@/query-builder/pickers/DraftInput";
import { mostPeriods, readBrackets } from "@/query-builder/questions/retention";

interface PeriodFieldsProps {
  question: RetentionQuestion;
  onChange: (question: RetentionQuestion) => void;
  error: unknown;
}

/** How many periods, or periods of growing width. */
export function PeriodFields({ question, onChange, error }: PeriodFieldsProps) {
  const { brackets, ...plain } = question;
  const faults = [...faultsAt(error, "/periods"), ...faultsAt(error, "/brackets")];
  return (
    <Section title="For how long">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label="Periods"
          value={brackets ? "widths" : "equal"}
          options={[
            { value: "equal", label: "Equal periods" },
            { value: "widths", label: "Of own widths" },
          ]}
          onChange={(next) => onChange(next === "equal" ? plain : { ...plain, brackets: [1, 2, 4, 7] })}
        />
        {brackets ? (
          <DraftInput
            label="Widths of the periods"
            value={brackets.join(", ")}
            wrong={faults.length > 0}
            onCommit={(text) => onChange({ ...plain, brackets: readBrackets(text) ?? brackets })}
          />
        ) : (
          <label className="flex items-center gap-2">
            <DraftInput
              label="Number of periods"
              kind="number"
              value={String(question.periods)}
              wrong={faults.length > 0}
              className="w-16!"
              onCommit={(text) => {
                const periods = Math.round(Number(text));
                if (periods >= 1) onChange({ ...plain, periods: Math.min(periods, mostPeriods) });
              }}
            />
            <span className="text-muted">{question.interval}s</span>
          </label>
        )}
      </div>
      {brackets && (
        <p className="text-[0.8125rem] text-muted">
          Widths in {question.interval}s, one after the other: 1, 2, 4 is 1, 2–3, 4–7.
        </p>
      )}
      <Faults messages={faults} />
    </Section>
  );
}
