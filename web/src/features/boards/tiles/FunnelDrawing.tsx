import type { FunnelAnswer } from "@/api/types";
import { FunnelChart } from "@/features/funnels/FunnelChart";
import { FunnelSummary } from "@/features/funnels/FunnelSummary";
import { FunnelTable } from "@/features/funnels/FunnelTable";
import type { DrawingProps } from "./drawingProps";
import { NothingHere } from "./NothingHere";

export function FunnelDrawing({ answer, title, view, timeZone, height }: DrawingProps<FunnelAnswer>) {
  if ((answer.steps[0]?.count ?? 0) === 0) return <NothingHere>Nobody took the first step.</NothingHere>;
  if (view === "table") return <FunnelTable answer={answer} title={title} timeZone={timeZone} />;
  return (
    <div className="grid gap-2">
      <FunnelSummary answer={answer} />
      <FunnelChart
        answer={answer}
        title={title}
        timeZone={timeZone}
        {...(height > 0 ? { height: Math.max(120, height - 32) } : {})}
      />
    </div>
  );
}
