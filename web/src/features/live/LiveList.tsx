import { useState } from "react";
import type { EventItem } from "@/api/types";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import type { LiveFilter } from "./liveFilter";
import { LiveRow } from "./LiveRow";

interface LiveListProps {
  /** Undefined: not known yet. */
  items: EventItem[] | undefined;
  error: unknown;
  onRetry: () => void;
  /** Said where there is no event. */
  empty: string;
  timeZone: string;
  slug: string;
  /** Absent where the list cannot be narrowed. */
  onFilter?: (filter: LiveFilter) => void;
}

/** The lines of the stream, newest first. */
export function LiveList({ items, error, onRetry, empty, timeZone, slug, onFilter }: LiveListProps) {
  const [opened] = useState(() => new Date().toISOString());
  if (error && !items?.length) return <ErrorNotice error={error} onRetry={onRetry} className="m-4 sm:m-5" />;
  if (!items) return <ListSkeleton />;
  if (items.length === 0) return <p className="px-4 py-10 text-center text-muted sm:px-5">{empty}</p>;
  return (
    <ul aria-label="Live events, newest first" className="@container">
      {items.map((item) => (
        <LiveRow
          key={item.id}
          item={item}
          slug={slug}
          timeZone={timeZone}
          fresh={item.receivedAt > opened}
          {...(onFilter ? { onFilter } : {})}
        />
      ))}
    </ul>
  );
}

function ListSkeleton() {
  return (
    <div className="grid gap-4 px-4 py-4 sm:px-5" role="status" aria-label="Loading events">
      {[70, 55, 80, 60, 65].map((width) => (
        <div key={width} className="flex justify-between gap-8">
          <Skeleton className={`h-4 ${width > 65 ? "w-3/5" : "w-2/5"}`} />
          <Skeleton className="h-4 w-16" />
        </div>
      ))}
    </div>
  );
}
