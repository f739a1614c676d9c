import type { FunnelQuestion, Range } from "@/api/types";
import type { Report } from "@/features/report/useReport";
import { faultAt } from "@/query-builder/faults";
import { IntervalPicker } from "@/query-builder/IntervalPicker";
import { Select } from "@/query-builder/parts/Select";
import { RangePicker } from "@/query-builder/RangePicker";
import { intervalFor } from "@/query-builder/ranges/ranges";
import { stepOption } from "./funnelWords";

/** The range, and for views over time the interval and the two steps that they are between. */
export function FunnelControls({ report }: { report: Report<FunnelQuestion> }) {
  const { question, change, timeZone } = report;
  const error = report.answer.error;
  const isTrend = question.view === "trend";
  const interval = question.interval ?? "day";
  return (
    <>
      <RangePicker
        range={question.range}
        timeZone={timeZone}
        wrong={faultAt(error, "/range") !== undefined}
        onChange={(range: Range) =>
          change({
            ...question,
            range,
            ...(isTrend ? { interval: intervalFor(range, new Date(), interval) } : {}),
          })
        }
      />
      {isTrend && (
        <IntervalPicker
          interval={interval}
          range={question.range}
          wrong={faultAt(error, "/interval") !== undefined}
          onChange={(next) => change({ ...question, interval: next })}
        />
      )}
      {question.view && question.steps.length > 2 && <BetweenSteps question={question} change={change} />}
    </>
  );
}

interface BetweenStepsProps {
  question: FunnelQuestion;
  change: (next: FunnelQuestion) => void;
}

function BetweenSteps({ question, change }: BetweenStepsProps) {
  const { fromStep: from = 0, toStep: to = question.steps.length - 1, ...rest } = question;
  const options = question.steps.map(stepOption);
  const put = (fromStep: number, toStep: number) => change({ ...rest, fromStep, toStep });
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <span className="text-muted">from</span>
      <Select
        label="From step"
        value={String(from)}
        options={options.slice(0, -1)}
        onChange={(next) => put(Number(next), Math.max(to, Number(next) + 1))}
      />
      <span className="text-muted">to</span>
      <Select
        label="To step"
        value={String(to)}
        options={options.slice(1)}
        onChange={(next) => put(Math.min(from, Number(next) - 1), Number(next))}
      />
    </span>
  );
}
