import { ChartLine, ChartNoAxesColumnDecreasing, Clock, Table2 } from "lucide-react";
import type { FunnelQuestion } from "@/api/types";
import { Segmented } from "@/components/ui/Segmented";
import type { Report } from "@/features/report/useReport";

const options = [
  { value: "steps", label: <ChartNoAxesColumnDecreasing aria-hidden />, name: "Steps" },
  { value: "trend", label: <ChartLine aria-hidden />, name: "Conversion over time" },
  { value: "time_to_convert", label: <Clock aria-hidden />, name: "Time to convert" },
] as const;

const forms = [
  { value: "chart", label: <ChartNoAxesColumnDecreasing aria-hidden />, name: "Chart" },
  { value: "table", label: <Table2 aria-hidden />, name: "Table" },
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
      <Segmented
        label="Form"
        value={report.table ? "table" : "chart"}
        options={forms}
        onChange={(next) => report.setTable(next === "table")}
      />
    </>
  );
}
