import type { Question } from "@/api/types";
import { AddToBoardDialog } from "./AddToBoardDialog";
import { DeleteReportDialog } from "./DeleteReportDialog";
import { ExportDialog } from "./ExportDialog";
import type { ReportDialog } from "./ReportActions";
import { SaveReportDialog } from "./SaveReportDialog";
import type { Report } from "./useReport";
import { VersionsDialog } from "./VersionsDialog";

interface ReportDialogsProps<Q extends Question> {
  dialog: ReportDialog;
  title: string;
  report: Report<Q>;
  onClose: () => void;
}

/** The dialog that is open now; they are loaded together when the first is wanted. */
export function ReportDialogs<Q extends Question>({ dialog, title, report, onClose }: ReportDialogsProps<Q>) {
  switch (dialog) {
    case "save":
    case "save-as":
      return <SaveReportDialog {...{ title, report, onClose }} asNew={dialog === "save-as"} />;
    case "versions":
      return <VersionsDialog {...{ report, onClose }} />;
    case "export":
      return <ExportDialog {...{ title, report, onClose }} />;
    case "board":
      return <AddToBoardDialog {...{ title, report, onClose }} />;
    case "delete":
      return <DeleteReportDialog {...{ report, onClose }} />;
  }
}
