import type { Range, TrendsQuestion } from "@/api/types";
import type { Report } from "@/features/report/useReport";
import { ComparePicker } from "@/query-builder/ComparePicker";
import { faultAt } from "@/query-builder/faults";
import { IntervalPicker } from "@/query-builder/IntervalPicker";
import { RangePicker } from "@/query-builder/RangePicker";
import { intervalFor } from "@/query-builder/ranges/ranges";

/** Range, interval and comparison. */
export function TrendsControls({ report }: { report: Report<TrendsQuestion> }) {
  const { question, change, timeZone } = report;
  const { compare: _, ...uncompared } = question;
  const error = report.answer.error;
  return (
    <>
      <RangePicker
        range={question.range}
        timeZone={timeZone}
        wrong={faultAt(error, "/range") !== undefined}
        onChange={(range: Range) =>
          change({ ...question, range, interval: intervalFor(range, new Date(), question.interval) })
        }
      />
      <IntervalPicker
        interval={question.interval}
        range={question.range}
        wrong={faultAt(error, "/interval") !== undefined}
        onChange={(interval) => change({ ...question, interval })}
      />
      <ComparePicker
        compare={question.compare}
        onChange={(compare) => change(compare ? { ...question, compare } : uncompared)}
      />
    </>
  );
}
