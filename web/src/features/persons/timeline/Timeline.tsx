import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { timelineQuery } from "@/api/people";
import type { PersonProfile } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { TableSkeleton } from "@/components/ui/TableSkeleton";
import { FilteredEvents } from "./FilteredEvents";
import { sessionKey } from "./session";
import { SessionCard } from "./SessionCard";
import { TimelineFilter } from "./TimelineFilter";

interface TimelineProps {
  slug: string;
  person: PersonProfile;
  timeZone: string;
  /** Only events of this name. */
  event: string | null;
  onEvent: (event: string | null) => void;
}

/** What a person did, session by session, or every event of one name. */
export function Timeline({ slug, person, timeZone, event, onEvent }: TimelineProps) {
  return (
    <Card labelledBy="timeline-title">
      <CardTitle
        id="timeline-title"
        aside={<TimelineFilter events={person.topEvents} event={event} onEvent={onEvent} />}
      >
        Timeline
      </CardTitle>
      <div className="border-t border-line">
        {event === null ? (
          <Sessions slug={slug} personId={person.id} timeZone={timeZone} />
        ) : (
          <FilteredEvents slug={slug} personId={person.id} event={event} timeZone={timeZone} />
        )}
      </div>
    </Card>
  );
}

function Sessions({ slug, personId, timeZone }: { slug: string; personId: string; timeZone: string }) {
  const timeline = useInfiniteQuery(timelineQuery(slug, personId));
  const sessions = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  // The newest session stands open until the reader says otherwise.
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const first = sessions[0] && sessionKey(sessions[0]);
  if (timeline.isPending) return <TableSkeleton label="the timeline" />;
  if (timeline.isError && sessions.length === 0)
    return (
      <ErrorNotice error={timeline.error} onRetry={() => void timeline.refetch()} className="m-4 sm:m-5" />
    );

  const toggle = (key: string) =>
    setToggled((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const isWhole = timeline.data?.pages.every((page) => page.isWhole) ?? true;
  return (
    <>
      {!isWhole && (
        <Notice className="m-4 sm:m-5">
          This person has very many events: the timeline goes back over the newest 200,000.
        </Notice>
      )}
      <ul aria-label="Sessions, newest first">
        {sessions.map((session) => {
          const key = sessionKey(session);
          return (
            <SessionCard
              key={key}
              session={session}
              timeZone={timeZone}
              open={toggled.has(key) !== (key === first)}
              onToggle={() => toggle(key)}
            />
          );
        })}
      </ul>
      {timeline.isFetchNextPageError && (
        <ErrorNotice
          error={timeline.error}
          onRetry={() => void timeline.fetchNextPage()}
          className="m-4 sm:m-5"
        />
      )}
      {timeline.hasNextPage && !timeline.isFetchNextPageError && (
        <div className="border-t border-line p-2 text-center">
          <Button
            look="ghost"
            busy={timeline.isFetchingNextPage}
            onClick={() => void timeline.fetchNextPage()}
          >
            {timeline.isFetchingNextPage ? "Loading more" : "Earlier sessions"}
          </Button>
        </div>
      )}
    </>
  );
}
