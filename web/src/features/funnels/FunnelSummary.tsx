import type { FunnelAnswer } from "@/api/types";
import { formatDuration, formatNumber, formatPercent } from "@/lib/format";
import { readFunnel } from "@/query-builder/questions/funnel";
import { unitOf } from "./funnelWords";

/** The whole way in one line. */
export function FunnelSummary({ answer }: { answer: FunnelAnswer }) {
  const [first] = answer.steps;
  const last = answer.steps.at(-1);
  if (!first || !last || first.count === 0) return null;
  const unit = unitOf(readFunnel(answer.meta.question).by);
  const times = answer.steps.slice(1).map((step) => step.medianSeconds);
  const slowest = times.reduce<number | null>(
    (most, time) => (time !== null && time > (most ?? -1) ? time : most),
    null,
  );
  return (
    <p className="text-[0.8125rem] text-muted tabular-nums" data-funnel-rate={last.fromFirst ?? ""}>
      <span className="font-medium text-ink">{formatPercent(last.fromFirst)}</span> of{" "}
      {formatNumber(first.count)} {unit} get to the end
      {slowest !== null && <> · the slowest step takes {formatDuration(slowest)} in the median</>}
    </p>
  );
}
