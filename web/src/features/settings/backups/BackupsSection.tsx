import { useQuery } from "@tanstack/react-query";
import { backupsQuery } from "@/api/backups";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { BackupList } from "./BackupList";
import { BackupState } from "./BackupState";
import { ScheduleCard } from "./ScheduleCard";

/** When the last good backup was made, and making one. Of the whole instance: for those who run it. */
export function BackupsSection() {
  const { session } = useFrame();
  const role = session.instanceRole;
  if (role !== "owner" && role !== "admin") {
    return (
      <Notice>
        Backups hold every project of this Cairn, so its owner and its admins make and see them. Ask one of
        them.
      </Notice>
    );
  }
  return <OfTheInstance isOwner={role === "owner"} />;
}

function OfTheInstance({ isOwner }: { isOwner: boolean }) {
  const backups = useQuery(backupsQuery);
  if (backups.error && !backups.data)
    return <ErrorNotice error={backups.error} onRetry={() => void backups.refetch()} />;
  if (!backups.data) {
    return (
      <>
        <Skeleton className="h-40" />
        <Skeleton className="h-56" />
      </>
    );
  }
  return (
    <>
      <BackupState backups={backups.data} />
      <BackupList backups={backups.data} isOwner={isOwner} />
      <ScheduleCard isOwner={isOwner} folder={backups.data.folder} />
    </>
  );
}
