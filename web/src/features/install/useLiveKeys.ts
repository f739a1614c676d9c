import type { Project, WriteKey } from "@/api/types";
import { useNow } from "@/lib/useNow";

/** The write keys that open the door now. */
export function useLiveKeys(project: Project | undefined): WriteKey[] {
  const now = useNow(30_000);
  return (project?.writeKeys ?? []).filter(
    (key) => !key.revokedAt && !(key.expiresAt && new Date(key.expiresAt) <= now),
  );
}
