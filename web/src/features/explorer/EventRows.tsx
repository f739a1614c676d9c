import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { LucideIcon } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import type { EventItem, Page } from "@/api/types";
import { DataTable } from "@/components/ui/DataTable";
import { EmptyPage } from "@/components/ui/EmptyPage";
import { ErrorNotice } from "@/components/ui/Notice";
import { TableSkeleton } from "@/components/ui/TableSkeleton";
import { Waiting } from "@/components/ui/Waiting";
import { InstallLink } from "@/features/install/InstallLink";
import { moreOf } from "@/lib/moreOf";
import { eventColumns } from "./eventColumns";
import { EventRowDetail } from "./EventRowDetail";

interface EventRowsProps {
  slug: string;
  events: UseInfiniteQueryResult<InfiniteData<Page<EventItem>>>;
  timeZone: string;
  properties: string[];
  /** A filter or an event name is chosen, so that an empty list says nothing about the project. */
  isNarrowed: boolean;
  onEvent: ((event: string) => void) | undefined;
  icon: LucideIcon;
}

/** The events that match; each opens to all that it carries. */
export function EventRows({ slug, events, timeZone, properties, isNarrowed, onEvent, icon }: EventRowsProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => events.data?.pages.flatMap((page) => page.items) ?? [], [events.data]);
  const toggle = useCallback(
    (id: string) =>
      setOpen((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  const columns = useMemo(
    () => eventColumns({ timeZone, properties, open, onToggle: toggle }),
    [timeZone, properties, open, toggle],
  );
  if (events.isPending) return <TableSkeleton label="events" />;
  if (events.isError && !events.isFetchNextPageError)
    return <ErrorNotice error={events.error} onRetry={() => void events.refetch()} className="m-4 sm:m-5" />;
  if (rows.length === 0) {
    return (
      <EmptyPage
        icon={icon}
        title={isNarrowed ? "No event matches" : "No events in this time"}
        action={!isNarrowed && <InstallLink slug={slug} />}
      >
        {isNarrowed
          ? "Take a condition away, or look at a longer time."
          : "Every event that is sent stands here as it was received. Look at a longer time, or send the first one."}
      </EmptyPage>
    );
  }
  return (
    <Waiting busy={events.isPlaceholderData}>
      <DataTable
        label="Events, newest first"
        rows={rows}
        rowKey={(item) => item.id}
        columns={columns}
        detail={(item) =>
          open.has(item.id) ? (
            <EventRowDetail slug={slug} item={item} timeZone={timeZone} onEvent={onEvent} />
          ) : null
        }
        more={moreOf(events)}
        className="max-h-[max(20rem,calc(100dvh-9rem))]"
      />
    </Waiting>
  );
}
