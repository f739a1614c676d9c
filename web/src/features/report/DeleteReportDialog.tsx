import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { deleteReport } from "@/api/reports";
import type { Question } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import type { Report } from "./useReport";

interface DeleteReportDialogProps<Q extends Question> {
  report: Report<Q>;
  onClose: () => void;
}

export function DeleteReportDialog<Q extends Question>({ report, onClose }: DeleteReportDialogProps<Q>) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { saved, slug } = report;
  const deleting = useMutation({
    mutationFn: (id: string) => deleteReport(slug, id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["project", slug, "reports"] });
      toast("The report is deleted. The question stays on this page.");
      onClose();
      void navigate({ to: ".", search: { q: report.question }, replace: true } as never);
    },
  });
  if (!saved) return null;
  return (
    <Modal
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete “${saved.name}”?`}
      lead="It disappears from the search and from boards, for everybody, with all its versions. The events it was about stay."
    >
      {deleting.isError && <ErrorNotice error={deleting.error} className="mb-4" />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" busy={deleting.isPending} onClick={() => deleting.mutate(saved.id)}>
          Delete
        </Button>
      </div>
    </Modal>
  );
}
