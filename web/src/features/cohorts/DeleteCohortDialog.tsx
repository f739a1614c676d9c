import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { cohortsQuery } from "@/api/catalog";
import { deleteCohort } from "@/api/cohorts";
import { reportsQuery } from "@/api/reports";
import type { Cohort } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { usesOf } from "./uses";

interface DeleteCohortDialogProps {
  slug: string;
  cohort: Cohort;
  onClose: () => void;
  onDeleted?: () => void;
}

/** Asks before a cohort goes, and says what would miss it. */
export function DeleteCohortDialog({ slug, cohort, onClose, onDeleted }: DeleteCohortDialogProps) {
  const client = useQueryClient();
  const cohorts = useQuery(cohortsQuery(slug));
  const reports = useQuery(reportsQuery(slug));
  const uses = usesOf(cohort, cohorts.data ?? [], reports.data?.items ?? []);
  const deleting = useMutation({
    mutationFn: () => deleteCohort(slug, cohort.key),
    onSuccess: async () => {
      toast(`The cohort “${cohort.name}” is deleted.`);
      onClose();
      onDeleted?.();
      await client.invalidateQueries({ queryKey: ["project", slug, "cohorts"] });
    },
  });
  return (
    <Modal
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete the cohort “${cohort.name}”?`}
      lead={
        cohort.isStatic
          ? "Its list of ids goes with it. The persons and their events stay."
          : "Its persons and their events stay."
      }
    >
      <div className="grid gap-3">
        {uses.reports.length > 0 && !deleting.isError && (
          <Notice tone="warn">
            These reports ask about it and will not be answered any more:{" "}
            {uses.reports.map((report) => report.name).join(", ")}.
          </Notice>
        )}
        {deleting.isError && <ErrorNotice error={deleting.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" busy={deleting.isPending} onClick={() => deleting.mutate()}>
            Delete
          </Button>
        </div>
      </div>
    </Modal>
  );
}
