import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, Plus } from "lucide-react";
import { useState } from "react";
import { addReportToBoard, boardQuery, type Board } from "@/api/boards";
import { reportsQuery } from "@/api/reports";
import { Button } from "@/components/ui/Button";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { SearchField } from "@/components/ui/SearchField";
import { TableSkeleton } from "@/components/ui/TableSkeleton";
import { kindWords } from "../kindWords";

interface AddReportDialogProps {
  slug: string;
  board: Board;
  onClose: () => void;
}

/** Saved reports to put on the board; it stays open, since boards are seldom made of one. */
export function AddReportDialog({ slug, board, onClose }: AddReportDialogProps) {
  const client = useQueryClient();
  const reports = useQuery(reportsQuery(slug));
  const [search, setSearch] = useState("");
  const adding = useMutation({
    mutationFn: (report: string) => addReportToBoard(slug, board.id, report),
    onSuccess: (saved) => {
      client.setQueryData(boardQuery(slug, board.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: ["project", slug, "boards"] });
    },
  });
  const wanted = search.trim().toLowerCase();
  const shown = (reports.data?.items ?? []).filter((report) =>
    `${report.name} ${kindWords(report.kind)}`.toLowerCase().includes(wanted),
  );
  const isThere = (report: string) => board.tiles.some((tile) => tile.reportId === report);

  return (
    <Modal
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Add reports"
      lead="A report on a board is always the saved one: change it there, and it changes here."
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <SearchField label="Search reports" value={search} onChange={setSearch} />
        {adding.error && <ErrorNotice error={adding.error} />}
        {reports.isPending ? (
          <TableSkeleton label="reports" />
        ) : reports.error ? (
          <ErrorNotice error={reports.error} onRetry={() => void reports.refetch()} />
        ) : shown.length === 0 ? (
          <p className="py-6 text-center text-muted">
            {reports.data.items.length === 0
              ? "There is no saved report yet. Ask a question under Understand, and save it there."
              : "No report is called so."}
          </p>
        ) : (
          <ul
            className="-mx-2 max-h-[50dvh] divide-y divide-line overflow-y-auto px-2"
            aria-label="Saved reports"
            tabIndex={0}
          >
            {shown.map((report) => (
              <li key={report.id} className="flex items-center gap-3 py-1.5" data-report={report.id}>
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{report.name}</span>
                  <span className="block truncate text-[0.8125rem] text-muted">
                    {kindWords(report.kind)}
                    {report.description && ` · ${report.description}`}
                  </span>
                </span>
                {isThere(report.id) && (
                  <span className="flex items-center gap-1 text-[0.8125rem] text-muted">
                    <Check aria-hidden className="size-4 text-up" />
                    On the board
                  </span>
                )}
                <Button
                  aria-label={isThere(report.id) ? `Add ${report.name} again` : `Add ${report.name}`}
                  busy={adding.isPending}
                  onClick={() => adding.mutate(report.id)}
                >
                  <Plus aria-hidden />
                  {isThere(report.id) ? "Again" : "Add"}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <div className="flex justify-end">
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    </Modal>
  );
}
