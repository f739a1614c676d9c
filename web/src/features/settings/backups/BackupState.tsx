import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Archive, CircleCheck, TriangleAlert } from "lucide-react";
import { backupsQuery, makeBackup } from "@/api/backups";
import type { Backups } from "@/api/types";
import { Age } from "@/components/ui/Age";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";
import { formatBytes, formatDateTime } from "@/lib/format";

/** The last good one, what is under way, and a button for another. */
export function BackupState({ backups }: { backups: Backups }) {
  const { timeZone } = useFrame();
  const client = useQueryClient();
  const making = useMutation({
    mutationFn: () => makeBackup("incremental"),
    onSettled: () => client.invalidateQueries({ queryKey: backupsQuery.queryKey }),
  });
  const { running, lastGoodAt, lastFailure } = backups;
  const stale = backups.otherFolders.filter((folder) => folder.staleSince !== null);
  return (
    <Card labelledBy="backup-state-title">
      <CardTitle
        id="backup-state-title"
        aside={
          <Button look="primary" busy={making.isPending || running !== null} onClick={() => making.mutate()}>
            <Archive aria-hidden />
            Make a backup
          </Button>
        }
      >
        Last good backup
      </CardTitle>
      <div className="grid gap-3 px-4 pb-5 sm:px-5">
        {lastGoodAt ? (
          <p className="flex flex-wrap items-center gap-x-2 text-base" data-last-good={lastGoodAt}>
            <CircleCheck aria-hidden className="size-5 text-up" />
            <span className="font-medium">
              <Age at={lastGoodAt} timeZone={timeZone} />
            </span>
            <span className="text-sm text-muted">{formatDateTime(lastGoodAt, timeZone)}</span>
          </p>
        ) : (
          <p className="flex items-start gap-2" data-last-good="">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
            <span>
              There is none yet. A backup is good once it was restored into scratch and gave the same answers.
            </span>
          </p>
        )}
        {running && <Progress running={running} />}
        {lastFailure && !running && (
          <Notice tone="critical">
            {formatDateTime(lastFailure.at, timeZone)}: {lastFailure.reason}
          </Notice>
        )}
        {stale.map(({ path, staleSince }) => (
          <Notice key={path} tone="warn">
            Backups in <code className="wrap-anywhere">{path}</code> hold persons who were erased:{" "}
            {formatDateTime(staleSince ?? "", timeZone)} they could not be replaced. They are as soon as the
            server can write there.
          </Notice>
        ))}
        {making.error && <ErrorNotice error={making.error} />}
        <p className="text-[0.8125rem] text-muted">
          In <code className="wrap-anywhere">{backups.folder}</code>, {formatBytes(backups.bytes)} in all.
          Events go on being accepted while a backup is made.
        </p>
      </div>
    </Card>
  );
}

const acts: Record<string, string> = {
  waiting: "Waiting for the store to come to rest",
  copying: "Copying",
  verifying: "Restoring it into scratch and comparing answers",
};

function Progress({ running }: { running: NonNullable<Backups["running"]> }) {
  const { phase, doneBytes, totalBytes, act } = running;
  const text =
    act === "verifying" ? acts["verifying"] : act === "removing" ? "Removing" : (acts[phase] ?? phase);
  const isCounted = phase === "copying" && totalBytes > 0;
  return (
    <div className="grid gap-1.5" data-running={phase}>
      <p role="status">{text}</p>
      <progress
        aria-label={text}
        className="h-1.5 w-full overflow-hidden rounded-full accent-accent"
        {...(isCounted ? { value: doneBytes, max: totalBytes } : {})}
      />
      {isCounted && (
        <p className="text-[0.8125rem] text-muted tabular-nums">
          {formatBytes(doneBytes)} of {formatBytes(totalBytes)}
        </p>
      )}
    </div>
  );
}
