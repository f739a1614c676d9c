import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleHelp, ShieldCheck, Trash2 } from "lucide-react";
import { useState } from "react";
import { backupsQuery, removeBackup, verifyBackup } from "@/api/backups";
import type { Backup, Backups } from "@/api/types";
import { Button, IconButton } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { formatBytes, formatDateTime, formatDuration, formatNumber } from "@/lib/format";
import { ConfirmDialog } from "../ConfirmDialog";

/** Every backup: how large, of which kind, tried or not. */
export function BackupList({ backups, isOwner }: { backups: Backups; isOwner: boolean }) {
  const [removing, setRemoving] = useState<Backup | null>(null);
  const { timeZone } = useFrame();
  const client = useQueryClient();
  return (
    <Card labelledBy="backup-list-title">
      <CardTitle id="backup-list-title">Backups</CardTitle>
      {backups.items.length === 0 ? (
        <p className="px-4 pb-5 text-muted sm:px-5">
          None yet. The first is made at the hour below, or now by the button above; it holds events, persons,
          accounts, keys, reports and boards.
        </p>
      ) : (
        <ul className="border-t border-line">
          {backups.items.map((backup) => (
            <Line
              key={backup.id}
              backup={backup}
              isBusy={backups.running !== null}
              onRemove={isOwner ? () => setRemoving(backup) : null}
            />
          ))}
        </ul>
      )}
      {removing && (
        <ConfirmDialog
          title="Remove this backup?"
          action="Remove"
          run={() => removeBackup(removing.id)}
          onDone={() => {
            setRemoving(null);
            toast("The backup is removed.");
            void client.invalidateQueries({ queryKey: backupsQuery.queryKey });
          }}
          onClose={() => setRemoving(null)}
        >
          <p>
            The backup of {removing.at ? formatDateTime(removing.at, timeZone) : removing.id} cannot be
            restored afterwards. The others stay whole.
          </p>
        </ConfirmDialog>
      )}
    </Card>
  );
}

interface LineProps {
  backup: Backup;
  isBusy: boolean;
  onRemove: (() => void) | null;
}

function Line({ backup, isBusy, onRemove }: LineProps) {
  const { timeZone } = useFrame();
  const client = useQueryClient();
  const verifying = useMutation({
    mutationFn: () => verifyBackup(backup.id),
    onSettled: () => client.invalidateQueries({ queryKey: backupsQuery.queryKey }),
  });
  const at = backup.at ? formatDateTime(backup.at, timeZone) : backup.id;
  const isDamaged = backup.kind === "damaged";
  return (
    <li
      className="grid grid-cols-[minmax(0,1fr)] gap-2 border-b border-line px-4 py-3 last:border-0 sm:px-5"
      data-backup={backup.id}
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="flex flex-wrap gap-x-2">
            <span className="font-medium tabular-nums">{at}</span>
            <span className="text-muted">{backup.kind}</span>
          </p>
          <p className="text-[0.8125rem] text-muted tabular-nums">
            {isDamaged
              ? "What it holds cannot be read. Remove it, and use another."
              : `${formatBytes(backup.bytes)}, ${formatBytes(backup.newBytes)} of it new, ${formatNumber(backup.events)} stored events, made in ${formatDuration(backup.seconds)}`}
          </p>
          {!isDamaged && <Trial backup={backup} />}
        </div>
        <div className="flex gap-1">
          {!isDamaged && (
            <Button
              busy={isBusy || verifying.isPending}
              aria-label={`Try the backup of ${at}`}
              onClick={() => verifying.mutate()}
            >
              <ShieldCheck aria-hidden />
              Try it
            </Button>
          )}
          {onRemove && (
            <IconButton label={`Remove the backup of ${at}`} onClick={onRemove}>
              <Trash2 aria-hidden />
            </IconButton>
          )}
        </div>
      </div>
      {verifying.error && <ErrorNotice error={verifying.error} />}
    </li>
  );
}

function Trial({ backup }: { backup: Backup }) {
  const { timeZone } = useFrame();
  const tried = backup.verified;
  const Icon = !tried ? CircleHelp : tried.good ? CircleCheck : CircleAlert;
  const tone = !tried ? "text-muted" : tried.good ? "text-up" : "text-critical";
  return (
    <p
      className="flex items-start gap-1.5 text-[0.8125rem]"
      data-verified={tried ? String(tried.good) : "never"}
    >
      <Icon aria-hidden className={`mt-0.5 size-3.5 shrink-0 ${tone}`} />
      <span className="min-w-0 wrap-anywhere">
        {!tried
          ? "Not tried yet"
          : tried.good
            ? `Good: restored ${formatDateTime(tried.at, timeZone)} in ${formatDuration(tried.seconds)}, ${formatNumber(tried.compared)} answers were the same`
            : `Not good: ${tried.faults.join(" ")}`}
      </span>
    </p>
  );
}
