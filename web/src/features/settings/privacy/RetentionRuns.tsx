import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  archivesQuery,
  retentionQuery,
  runRetention,
  saveRetention,
  type Retention,
  type RetentionRun,
} from "@/api/retention";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { formatDateTime, formatNumber } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import { spanWords } from "./retentionDraft";

/** When the rules ran and will run; within the day of grace, the way back. */
export function RetentionRuns({ retention }: { retention: Retention }) {
  const { slug, timeZone } = useFrame();
  const client = useQueryClient();
  const now = useNow(60_000);
  const { before, notBefore, nextRun, lastRun, running } = retention;
  const keep = (next: Retention) => client.setQueryData(retentionQuery(slug).queryKey, next);
  const run = useMutation({ mutationFn: () => runRetention(slug), onSuccess: keep });
  const takeBack = useMutation({
    mutationFn: () =>
      saveRetention(slug, before ?? { keepDays: null, archive: false, events: [] }, undefined),
    onSuccess: (next) => {
      keep(next);
      toast("The rules are as they were.");
    },
  });
  const isGrace = notBefore !== null && new Date(notBefore) > now;
  useEffect(() => {
    if (!running) void client.invalidateQueries({ queryKey: archivesQuery(slug).queryKey });
  }, [client, slug, running]);
  return (
    <Card labelledBy="retention-runs-title">
      <CardTitle
        id="retention-runs-title"
        aside={
          nextRun !== null &&
          !isGrace && (
            <Button busy={run.isPending || running} onClick={() => run.mutate()}>
              {running ? "Running" : "Run now"}
            </Button>
          )
        }
      >
        Runs
      </CardTitle>
      <div className="grid gap-3 px-4 pb-5 sm:px-5">
        {isGrace && (
          <>
            <Notice tone="warn">
              Nothing is deleted before {formatDateTime(notBefore, timeZone)}.
              {before &&
                ` Until then the rules can be taken back: events were kept ${spanWords(before.keepDays)}.`}
            </Notice>
            {before && (
              <div>
                <Button busy={takeBack.isPending} onClick={() => takeBack.mutate()}>
                  Take the rules back
                </Button>
              </div>
            )}
          </>
        )}
        <p data-last-run={lastRun?.state ?? "none"}>
          {lastRun ? runWords(lastRun, timeZone) : "The rules have not run yet."}
        </p>
        {lastRun?.error && <p className="text-critical wrap-anywhere">{lastRun.error}</p>}
        {nextRun !== null && <p className="text-muted">Next run: {formatDateTime(nextRun, timeZone)}</p>}
        {(run.error ?? takeBack.error) && <ErrorNotice error={run.error ?? takeBack.error} />}
      </div>
    </Card>
  );
}

function runWords(run: RetentionRun, timeZone: string): string {
  const events = `${formatNumber(run.deleted)} events`;
  const archived = run.archived > 0 ? `, ${formatNumber(run.archived)} of them archived` : "";
  if (run.state === "done")
    return `Last run: ${formatDateTime(run.finishedAt ?? run.startedAt, timeZone)}, ${events} deleted${archived}.`;
  if (run.state === "failed")
    return `The last run, ${formatDateTime(run.startedAt, timeZone)}, failed. Nothing was deleted; it is tried again by itself.`;
  return run.state === "archiving" ? "Events are being archived." : `${events} are being deleted${archived}.`;
}
