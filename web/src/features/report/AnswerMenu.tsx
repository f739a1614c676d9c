import { ChartLine, Database, Download, Image, LayoutDashboard, MoreVertical, Table2 } from "lucide-react";
import { lazy, Suspense, useState, type RefObject } from "react";
import type { Question } from "@/api/types";
import { IconButton } from "@/components/ui/Button";
import { Menu, MenuItem, MenuLine } from "@/components/ui/Menu";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { fileName, keepFile } from "@/lib/download";
import type { ReportDialog } from "./ReportActions";
import type { Report } from "./useReport";

const ReportDialogs = lazy(() =>
  import("./ReportDialogs").then((module) => ({ default: module.ReportDialogs })),
);

interface AnswerMenuProps<Q extends Question> {
  report: Report<Q>;
  title: string;
  /** What is drawn now; it becomes the picture. */
  drawn: RefObject<HTMLElement | null>;
}

/** What can be done with one chart. */
export function AnswerMenu<Q extends Question>({ report, title, drawn }: AnswerMenuProps<Q>) {
  const { role } = useFrame();
  const [dialog, setDialog] = useState<ReportDialog | null>(null);
  const { data } = report.answer;

  const savePicture = async () => {
    if (!drawn.current) return;
    try {
      const { exportPng } = await import("@/charts/exportPng");
      keepFile(fileName(title, "png"), await exportPng(drawn.current, title));
    } catch {
      toast("This browser could not draw the picture. The table and the CSV have every number.");
    }
  };
  const copySql = async () => {
    try {
      await navigator.clipboard.writeText(data?.meta.sql ?? "");
      toast("The SQL is copied.");
    } catch {
      toast("This browser keeps the clipboard to itself: the SQL is under “Why this number?”.");
    }
  };

  return (
    <>
      <Menu
        label="Chart"
        trigger={
          <IconButton label={`Menu of ${title}`} disabled={!data}>
            <MoreVertical aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => report.setTable(!report.table)}>
          {report.table ? (
            <ChartLine aria-hidden className="text-muted" />
          ) : (
            <Table2 aria-hidden className="text-muted" />
          )}
          {report.table ? "Show as a chart" : "Show as a table"}
        </MenuItem>
        <MenuLine />
        <MenuItem onSelect={() => setDialog("export")}>
          <Download aria-hidden className="text-muted" />
          Download CSV, JSON or Parquet
        </MenuItem>
        {!report.table && (
          <MenuItem onSelect={() => void savePicture()}>
            <Image aria-hidden className="text-muted" />
            Download PNG
          </MenuItem>
        )}
        <MenuItem onSelect={() => void copySql()}>
          <Database aria-hidden className="text-muted" />
          Copy the SQL
        </MenuItem>
        {role !== "viewer" && (
          <>
            <MenuLine />
            <MenuItem onSelect={() => setDialog("board")}>
              <LayoutDashboard aria-hidden className="text-muted" />
              Add to a board
            </MenuItem>
          </>
        )}
      </Menu>
      {dialog && (
        <Suspense>
          <ReportDialogs {...{ dialog, title, report }} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </>
  );
}
