import { ChartColumn, ChartColumnStacked, ChartLine, Hash, Table2 } from "lucide-react";
import type { TrendsQuestion } from "@/api/types";
import { Segmented } from "@/components/ui/Segmented";
import type { Report } from "@/features/report/useReport";

export type TrendsView = "line" | "bars" | "stacked" | "number";

const views: readonly TrendsView[] = ["line", "bars", "stacked", "number"];

export function readTrendsView(raw: string | undefined): TrendsView {
  return views.find((view) => view === raw) ?? "line";
}

const options = [
  { value: "line", label: <ChartLine aria-hidden />, name: "Lines" },
  { value: "bars", label: <ChartColumn aria-hidden />, name: "Bars" },
  { value: "stacked", label: <ChartColumnStacked aria-hidden />, name: "Stacked bars" },
  { value: "number", label: <Hash aria-hidden />, name: "One number" },
  { value: "table", label: <Table2 aria-hidden />, name: "Table" },
] as const;

/** How the answer is drawn. */
export function TrendsViews({ report, view }: { report: Report<TrendsQuestion>; view: TrendsView }) {
  return (
    <Segmented
      label="View"
      value={report.table ? "table" : view}
      options={options}
      onChange={(next) => {
        if (next === "table") return report.setTable(true);
        report.setView(next === "line" ? undefined : next);
        if (report.table) report.setTable(false);
      }}
    />
  );
}
