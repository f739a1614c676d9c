import { Table2 } from "lucide-react";
import type { FunnelQuestion } from "@/api/types";
import { IconButton } from "@/components/ui/Button";
import { Segmented } from "@/components/ui/Segmented";
import type { Report } from "@/features/report/useReport";

const options = [
  { value: "steps", label: "Steps" },
  { value: "trend", label: "Trend", name: "Conversion over time" },
  { value: "time_to_convert", label: "Time", name: "Time to convert" },
] as const;

/** Which side of the funnel is looked at, and as a chart or in numbers. */
export function FunnelViews({ report }: { report: Report<FunnelQuestion> }) {
  const { view, ...rest } = report.question;
  return (
    <>
      <Segmented
        label="View"
        value={view ?? "steps"}
        options={options}
        onChange={(next) => report.change(next === "steps" ? rest : { ...rest, view: next })}
      />
      <IconButton
        label="Show as a table"
        aria-pressed={report.table}
        className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
        onClick={() => report.setTable(!report.table)}
      >
        <Table2 aria-hidden />
      </IconButton>
    </>
  );
}
