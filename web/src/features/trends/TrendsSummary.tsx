import type { TrendsAnswer } from "@/api/types";
import { formatNumber } from "@/lib/format";
import { TotalChange } from "./TotalChange";

/** The total of a single line, and against what it stands; several have theirs in the legend. */
export function TrendsSummary({ answer }: { answer: TrendsAnswer }) {
  const [only, another] = answer.series;
  if (!only || another) return null;
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-[0.8125rem] text-muted">
      <span className="tabular-nums" data-trend-total={only.total ?? ""}>
        {formatNumber(only.total)} in total
      </span>
      {only.previous && <TotalChange now={only.total} before={only.previous.total} />}
    </p>
  );
}
