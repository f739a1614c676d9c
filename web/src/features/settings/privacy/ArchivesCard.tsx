import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, Trash2 } from "lucide-react";
import { useState } from "react";
import { paths } from "@/api/paths";
import { archivesQuery, deleteArchive, type EventArchive } from "@/api/retention";
import { buttonLook, IconButton } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { formatBytes, formatMonth, formatNumber } from "@/lib/format";
import { ConfirmDialog } from "../ConfirmDialog";

/** Parquet files with deleted events, to be taken along or thrown away. */
export function ArchivesCard() {
  const { slug } = useFrame();
  const client = useQueryClient();
  const archives = useQuery(archivesQuery(slug));
  const [leaving, setLeaving] = useState<EventArchive | null>(null);
  const items = archives.data?.items;
  return (
    <Card labelledBy="archives-title">
      <CardTitle id="archives-title">Archives</CardTitle>
      {archives.error ? (
        <ErrorNotice
          error={archives.error}
          onRetry={() => void archives.refetch()}
          className="mx-4 mb-5 sm:mx-5"
        />
      ) : !items ? (
        <Skeleton className="mx-4 mb-5 h-16 sm:mx-5" />
      ) : items.length === 0 ? (
        <p className="px-4 pb-5 text-muted sm:px-5">
          None. Events that are archived before they are deleted appear here, one file a month and run.
        </p>
      ) : (
        <ul className="border-t border-line">
          {items.map((archive) => (
            <li
              key={archive.id}
              data-archive={archive.month}
              className="flex items-center justify-between gap-4 border-b border-line px-4 py-2.5 last:border-0 sm:px-5"
            >
              <div className="min-w-0">
                <p className="font-medium">{formatMonth(archive.firstAt, "UTC")}</p>
                <p className="text-muted tabular-nums">
                  {formatNumber(archive.events)} events, {formatBytes(archive.bytes)}
                </p>
              </div>
              <div className="flex gap-1">
                <a
                  href={paths.archive(slug, archive.id)}
                  download
                  aria-label={`Download the archive of ${archive.month}`}
                  className={buttonLook("secondary")}
                >
                  <Download aria-hidden />
                  Parquet
                </a>
                <IconButton
                  label={`Delete the archive of ${archive.month}`}
                  onClick={() => setLeaving(archive)}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              </div>
            </li>
          ))}
        </ul>
      )}
      {leaving && (
        <ConfirmDialog
          title={`Delete the archive of ${leaving.month}`}
          action="Delete the archive"
          run={() => deleteArchive(slug, leaving.id)}
          onDone={() => {
            setLeaving(null);
            void client.invalidateQueries({ queryKey: archivesQuery(slug).queryKey });
          }}
          onClose={() => setLeaving(null)}
        >
          <p>
            Its {formatNumber(leaving.events)} events are gone from Cairn for good. Download the file first if
            you may need them.
          </p>
        </ConfirmDialog>
      )}
    </Card>
  );
}
