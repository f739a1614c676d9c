import { formatAge, formatDateTime } from "@/lib/format";
import { useNow } from "@/lib/useNow";

/** How long ago, keeping up with the clock; the moment itself is in its title. */
export function Age({ at, timeZone }: { at: string; timeZone: string }) {
  const now = useNow(30_000);
  return (
    <time dateTime={at} title={formatDateTime(at, timeZone)}>
      {formatAge(at, now)}
    </time>
  );
}
