import type { CorrelationAnswer, CorrelationQuestion } from "@/api/types";
import { CorrelationList } from "@/features/funnels/CorrelationList";
import { formatNumber } from "@/lib/format";
import type { DrawingProps } from "./drawingProps";
import { NothingHere } from "./NothingHere";

export function CorrelationDrawing({ answer }: DrawingProps<CorrelationAnswer>) {
  if (answer.items.length === 0) return <NothingHere>Nothing separates them.</NothingHere>;
  return (
    <div>
      <p className="text-[0.8125rem] text-muted tabular-nums">
        {formatNumber(answer.success)} converted, {formatNumber(answer.failure)} dropped off
      </p>
      <div className="-mx-4 sm:-mx-5">
        <CorrelationList answer={answer} question={answer.meta.question as CorrelationQuestion} />
      </div>
    </div>
  );
}
