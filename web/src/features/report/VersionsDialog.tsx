import { useMutation, useQuery } from "@tanstack/react-query";
import { reportVersionsQuery, restoreReport } from "@/api/reports";
import type { Question, ReportVersion } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { formatDateTime } from "@/lib/format";
import type { Report } from "./useReport";

interface VersionsDialogProps<Q extends Question> {
  report: Report<Q>;
  onClose: () => void;
}

/** Who saved what and when; an older version can be looked at, or made the newest. */
export function VersionsDialog<Q extends Question>({ report, onClose }: VersionsDialogProps<Q>) {
  const { role } = useFrame();
  const { saved, slug, timeZone } = report;
  const versions = useQuery({ ...reportVersionsQuery(slug, saved?.id ?? ""), enabled: Boolean(saved) });
  const restoring = useMutation({
    mutationFn: (version: number) => restoreReport(slug, saved?.id ?? "", version),
    onSuccess: (restored, version) => {
      report.adopt(restored);
      toast(`Version ${version} is now version ${restored.version}.`);
      onClose();
    },
  });
  const look = (version: ReportVersion) => {
    report.change(version.query as Q);
    onClose();
  };
  return (
    <Modal
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Versions"
      lead={saved?.name}
      wide
    >
      {restoring.isError && <ErrorNotice error={restoring.error} className="mb-3" />}
      {versions.isError ? (
        <ErrorNotice error={versions.error} onRetry={() => void versions.refetch()} />
      ) : versions.isPending ? (
        <div role="status" aria-label="Loading versions" className="grid gap-3">
          <Skeleton className="h-11" />
          <Skeleton className="h-11" />
        </div>
      ) : (
        <ul className="divide-y divide-line" data-versions>
          {versions.data.items.map((version) => (
            <li key={version.version} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <span className="w-20 shrink-0 font-medium tabular-nums">Version {version.version}</span>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{version.name}</span>
                <span className="block truncate text-[0.8125rem] text-muted">
                  {version.savedBy}, {formatDateTime(version.savedAt, timeZone)}
                </span>
              </span>
              {version.version === saved?.version ? (
                <span className="px-3 text-[0.8125rem] text-muted">Current</span>
              ) : (
                <span className="flex gap-2">
                  <Button look="ghost" onClick={() => look(version)}>
                    Look
                  </Button>
                  {role !== "viewer" && (
                    <Button busy={restoring.isPending} onClick={() => restoring.mutate(version.version)}>
                      Restore
                    </Button>
                  )}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Modal>
  );
}
