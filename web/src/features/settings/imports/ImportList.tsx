import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { cancelImport, importsQuery, isOver } from "@/api/imports";
import { paths } from "@/api/paths";
import type { ImportJob } from "@/api/types";
import { Age } from "@/components/ui/Age";
import { Button, buttonLook } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { cx } from "@/lib/cx";
import { formatBytes, formatNumber } from "@/lib/format";
import { sourceLabel } from "./fileFormat";

const words: Record<ImportJob["status"], string> = {
  waiting: "Waiting",
  running: "Running",
  done: "Done",
  cancelled: "Cancelled",
  failed: "Failed",
};

/** Imports and how far they are, newest first. */
export function ImportList() {
  const { slug } = useFrame();
  const imports = useQuery(importsQuery(slug));
  const items = imports.data?.items;
  return (
    <Card labelledBy="imports-title">
      <CardTitle id="imports-title">Imports</CardTitle>
      {imports.error ? (
        <ErrorNotice
          error={imports.error}
          onRetry={() => void imports.refetch()}
          className="mx-4 mb-5 sm:mx-5"
        />
      ) : !items ? (
        <Skeleton className="mx-4 mb-5 h-20 sm:mx-5" />
      ) : items.length === 0 ? (
        <p className="px-4 pb-5 text-muted sm:px-5">
          None yet. A file with events of the past, sent above, appears here with its progress.
        </p>
      ) : (
        <ul className="border-t border-line">
          {items.map((job) => (
            <ImportRow key={job.id} job={job} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function ImportRow({ job }: { job: ImportJob }) {
  const { slug, timeZone } = useFrame();
  const client = useQueryClient();
  const cancelling = useMutation({
    mutationFn: () => cancelImport(slug, job.id),
    onSettled: () => client.invalidateQueries({ queryKey: importsQuery(slug).queryKey }),
  });
  return (
    <li
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-2.5 last:border-0 sm:px-5"
      data-import={job.id}
      data-status={job.status}
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2">
          <span
            className={cx(
              "font-medium",
              job.status === "failed" && "text-critical",
              !isOver(job) && "text-accent",
            )}
          >
            {words[job.status]}
          </span>
          <span className="text-muted">
            {formatBytes(job.bytes)} of {job.format.toUpperCase()}
            {job.source !== "cairn" && ` from ${sourceLabel(job.source)}`},{" "}
            <Age at={job.createdAt} timeZone={timeZone} />
          </span>
        </p>
        <p className="text-muted tabular-nums" role={isOver(job) ? undefined : "status"}>
          {formatNumber(job.rows)} rows: {formatNumber(job.accepted)} stored
          {job.duplicates > 0 && `, ${formatNumber(job.duplicates)} known already`}
          {job.rejected > 0 && `, ${formatNumber(job.rejected)} refused`}
        </p>
        {job.error && <p className="text-critical wrap-anywhere">{job.error}</p>}
        {cancelling.error && <ErrorNotice error={cancelling.error} className="mt-2" />}
      </div>
      <div className="flex flex-wrap gap-2">
        {job.rejected > 0 && (
          <a href={paths.rejectedRows(slug, job.id)} download className={buttonLook("secondary")}>
            <Download aria-hidden />
            Refused rows
          </a>
        )}
        {!isOver(job) && (
          <Button busy={cancelling.isPending} onClick={() => cancelling.mutate()}>
            Cancel
          </Button>
        )}
      </div>
    </li>
  );
}
