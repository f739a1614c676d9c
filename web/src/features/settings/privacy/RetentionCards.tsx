import { useQuery } from "@tanstack/react-query";
import { retentionQuery } from "@/api/retention";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { ArchivesCard } from "./ArchivesCard";
import { RetentionForm } from "./RetentionForm";
import { RetentionRuns } from "./RetentionRuns";

/** Retention, on the page "Data and privacy": how long events are kept, when the rules run, and what they archived. */
export function RetentionCards() {
  const { slug } = useFrame();
  const retention = useQuery(retentionQuery(slug));
  return (
    <>
      <Card labelledBy="retention-title">
        <CardTitle id="retention-title">How long events are kept</CardTitle>
        <div className="grid gap-4 px-4 pb-5 sm:px-5">
          {retention.data ? (
            <RetentionForm key={retention.data.changedAt} saved={retention.data} />
          ) : retention.error ? (
            <ErrorNotice error={retention.error} onRetry={() => void retention.refetch()} />
          ) : (
            <Skeleton className="h-40" />
          )}
        </div>
      </Card>
      {retention.data?.nextRun || retention.data?.lastRun ? (
        <RetentionRuns retention={retention.data} />
      ) : null}
      <ArchivesCard />
    </>
  );
}
