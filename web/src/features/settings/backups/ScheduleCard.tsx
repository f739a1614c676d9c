import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { backupsQuery, changeSchedule, scheduleQuery } from "@/api/backups";
import { ApiError } from "@/api/http";
import type { BackupSchedule } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { Field, TextField } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { formatDateTime } from "@/lib/format";

/** When backups are made by themselves, and how many stay. */
export function ScheduleCard({ isOwner, folder }: { isOwner: boolean; folder: string }) {
  const schedule = useQuery(scheduleQuery);
  return (
    <Card labelledBy="schedule-title">
      <CardTitle id="schedule-title">Schedule</CardTitle>
      {schedule.error ? (
        <ErrorNotice
          error={schedule.error}
          onRetry={() => void schedule.refetch()}
          className="mx-4 mb-5 sm:mx-5"
        />
      ) : schedule.data ? (
        <ScheduleForm
          key={JSON.stringify(schedule.data)}
          schedule={schedule.data}
          isOwner={isOwner}
          folder={folder}
        />
      ) : (
        <Skeleton className="mx-4 mb-5 h-40 sm:mx-5" />
      )}
    </Card>
  );
}

interface ScheduleFormProps {
  schedule: BackupSchedule;
  isOwner: boolean;
  folder: string;
}

function ScheduleForm({ schedule, isOwner, folder }: ScheduleFormProps) {
  const { timeZone } = useFrame();
  const client = useQueryClient();
  const [draft, setDraft] = useState({
    on: schedule.on,
    hour: schedule.hour,
    keepDaily: String(schedule.keepDaily),
    keepWeekly: String(schedule.keepWeekly),
    folder: schedule.folder ?? "",
  });
  const saving = useMutation({
    mutationFn: () =>
      changeSchedule({
        on: draft.on,
        hour: draft.hour,
        keepDaily: Number(draft.keepDaily),
        keepWeekly: Number(draft.keepWeekly),
        folder: draft.folder.trim() || null,
      }),
    onSuccess: () => {
      toast("The schedule is saved.");
      void client.invalidateQueries({ queryKey: backupsQuery.queryKey });
    },
  });
  const refused = saving.error instanceof ApiError ? saving.error : null;
  return (
    <form
      className="grid gap-4 px-4 pb-5 sm:px-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate();
      }}
    >
      {saving.error && !refused?.errors.length && <ErrorNotice error={saving.error} />}
      <label className="flex min-h-11 items-center gap-2.5 md:min-h-0">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={draft.on}
          disabled={!isOwner}
          onChange={(event) => setDraft({ ...draft, on: event.target.checked })}
        />
        <span>
          Make a backup every day and try it
          {schedule.nextAt && schedule.on && (
            <span className="text-muted">, next {formatDateTime(schedule.nextAt, timeZone)}</span>
          )}
        </span>
      </label>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <Field label="Hour" hint="UTC. A run that was missed is made up for.">
          {(control) => (
            <select
              {...control}
              value={draft.hour}
              disabled={!isOwner}
              onChange={(event) => setDraft({ ...draft, hour: Number(event.target.value) })}
            >
              {Array.from({ length: 24 }, (_, hour) => (
                <option key={hour} value={hour}>
                  {String(hour).padStart(2, "0")}:00
                </option>
              ))}
            </select>
          )}
        </Field>
        <TextField
          label="Days kept"
          type="number"
          min={1}
          max={366}
          required
          disabled={!isOwner}
          value={draft.keepDaily}
          error={refused?.field("/keepDaily")}
          hint="The newest of each day."
          onChange={(event) => setDraft({ ...draft, keepDaily: event.target.value })}
        />
        <TextField
          label="Weeks kept"
          type="number"
          min={0}
          max={520}
          required
          disabled={!isOwner}
          value={draft.keepWeekly}
          error={refused?.field("/keepWeekly")}
          hint="The newest of each week."
          onChange={(event) => setDraft({ ...draft, keepWeekly: event.target.value })}
        />
      </div>
      <TextField
        label="Folder on the server"
        value={draft.folder}
        placeholder={folder}
        disabled={!isOwner}
        error={refused?.field("/folder")}
        hint="Best on another disk, and copied from there to another place. Empty: the configured one."
        onChange={(event) => setDraft({ ...draft, folder: event.target.value })}
      />
      {isOwner ? (
        <div>
          <Button type="submit" look="primary" busy={saving.isPending}>
            Save schedule
          </Button>
        </div>
      ) : (
        <p className="text-[0.8125rem] text-muted">The owner of this Cairn changes the schedule.</p>
      )}
    </form>
  );
}
