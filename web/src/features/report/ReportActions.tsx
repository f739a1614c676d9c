import {
  Copy,
  Download,
  History,
  LayoutDashboard,
  Link2,
  MoreHorizontal,
  Redo2,
  Save,
  Trash2,
  Undo2,
} from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Question } from "@/api/types";
import { Button, IconButton } from "@/components/ui/Button";
import { Menu, MenuItem, MenuLine } from "@/components/ui/Menu";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import type { Report } from "./useReport";

const ReportDialogs = lazy(() =>
  import("./ReportDialogs").then((module) => ({ default: module.ReportDialogs })),
);

export type ReportDialog = "save" | "save-as" | "versions" | "export" | "board" | "delete";

/** What can be done with the report as a whole: undo, save, share, export, versions, boards. */
export function ReportActions<Q extends Question>({ title, report }: { title: string; report: Report<Q> }) {
  const { role } = useFrame();
  const [dialog, setDialog] = useState<ReportDialog | null>(null);
  const mayWrite = role !== "viewer";
  const { saved, isChanged } = report;

  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      toast("The link is copied. It opens this report for everybody who may see the project.");
    } catch {
      toast("This browser keeps the clipboard to itself: copy the address of the page instead.");
    }
  };

  return (
    <>
      <IconButton label="Undo" disabled={!report.undo} onClick={() => report.undo?.()}>
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton label="Redo" disabled={!report.redo} onClick={() => report.redo?.()}>
        <Redo2 aria-hidden />
      </IconButton>
      <Button aria-label="Share" className="max-sm:w-11" onClick={() => void copyLink()}>
        <Link2 aria-hidden />
        <span className="max-sm:hidden">Share</span>
      </Button>
      {mayWrite && (!saved || isChanged) && (
        <Button look="primary" onClick={() => setDialog("save")} disabled={!report.asked}>
          <Save aria-hidden />
          {saved ? "Save changes" : "Save"}
        </Button>
      )}
      <Menu
        label="Report"
        trigger={
          <IconButton label="Report menu">
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => setDialog("export")}>
          <Download aria-hidden className="text-muted" />
          Export the answer
        </MenuItem>
        {mayWrite && (
          <MenuItem onSelect={() => setDialog("board")}>
            <LayoutDashboard aria-hidden className="text-muted" />
            Add to a board
          </MenuItem>
        )}
        {saved && (
          <>
            <MenuLine />
            {isChanged && (
              <MenuItem onSelect={report.revert}>
                <Undo2 aria-hidden className="text-muted" />
                Back to the saved question
              </MenuItem>
            )}
            <MenuItem onSelect={() => setDialog("versions")}>
              <History aria-hidden className="text-muted" />
              Versions
            </MenuItem>
            {mayWrite && (
              <>
                <MenuItem onSelect={() => setDialog("save-as")}>
                  <Copy aria-hidden className="text-muted" />
                  Save as a new report
                </MenuItem>
                <MenuItem onSelect={() => setDialog("delete")}>
                  <Trash2 aria-hidden className="text-muted" />
                  Delete
                </MenuItem>
              </>
            )}
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
