import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { List, UserRoundX } from "lucide-react";
import { useMemo } from "react";
import { ApiError } from "@/api/http";
import { eventsOfPerson } from "@/api/eventList";
import { personQuery } from "@/api/people";
import type { PersonProfile } from "@/api/types";
import { EventExportMenu, EventExportStrip } from "@/components/EventExport";
import { PageTitle } from "@/components/PageTitle";
import { buttonLook } from "@/components/ui/Button";
import { EmptyPage } from "@/components/ui/EmptyPage";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useEventExport } from "@/components/useEventExport";
import { useFrame } from "@/features/frame/useFrame";
import { usePageSearch } from "@/lib/usePageSearch";
import { PersonCohorts } from "./PersonCohorts";
import { PersonEvents } from "./PersonEvents";
import { BackToPersons, PersonHeader } from "./PersonHeader";
import { PersonIds } from "./PersonIds";
import { PersonMerges } from "./PersonMerges";
import { PersonNumbers } from "./PersonNumbers";
import { PersonPrivacy } from "./PersonPrivacy";
import { PersonProperties } from "./PersonProperties";
import { Timeline } from "./timeline/Timeline";

interface PersonSearch {
  /** The only event that the timeline shows. */
  event: string | null;
}

const readPersonSearch = ({ event }: Record<string, unknown>): PersonSearch => ({
  event: typeof event === "string" && event !== "" ? event : null,
});

/** Who somebody is and everything they did. */
export function PersonPage() {
  const { slug } = useFrame();
  const { personId = "" } = useParams({ strict: false });
  const person = useQuery(personQuery(slug, personId));
  if (person.isPending) return <ProfileSkeleton />;
  if (person.isError && !person.data) {
    return (
      <>
        <BackToPersons slug={slug} />
        <PageTitle title="Person" />
        {person.error instanceof ApiError && person.error.status === 404 ? (
          <EmptyPage icon={UserRoundX} title="Nobody has this id">
            Nobody with the id “{personId}” has sent an event, or their events were removed.
          </EmptyPage>
        ) : (
          <ErrorNotice error={person.error} onRetry={() => void person.refetch()} />
        )}
      </>
    );
  }
  return <Profile key={person.data.id} person={person.data} />;
}

function Profile({ person }: { person: PersonProfile }) {
  const { slug, timeZone, role } = useFrame();
  const mayAct = role === "owner" || role === "admin";
  const [{ event }, change] = usePageSearch(readPersonSearch);
  const filter = useMemo(() => eventsOfPerson(person.id), [person.id]);
  const exporting = useEventExport(
    slug,
    useMemo(() => ({ filter }), [filter]),
  );
  const onEvent = (next: string | null) => change({ event: next ?? undefined });
  return (
    <>
      <PersonHeader slug={slug} person={person}>
        <Link
          to="/p/$slug/explorer"
          params={{ slug }}
          search={{ filter }}
          className={buttonLook("secondary")}
        >
          <List aria-hidden />
          In the explorer
        </Link>
        <EventExportMenu exporting={exporting} label="All events of this person" />
        {mayAct && <PersonPrivacy slug={slug} person={person} />}
      </PersonHeader>
      {exporting.current && (
        <div className="mb-4">
          <EventExportStrip exporting={exporting} total={person.events} />
        </div>
      )}
      <PersonNumbers person={person} timeZone={timeZone} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 sm:gap-5 lg:grid-cols-[20rem_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
        <PersonProperties properties={person.properties} />
        <div className="min-w-0 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <Timeline slug={slug} person={person} timeZone={timeZone} event={event} onEvent={onEvent} />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 sm:gap-5">
          <PersonEvents events={person.topEvents} chosen={event} onChoose={onEvent} />
          <PersonCohorts slug={slug} personId={person.id} />
          <PersonIds person={person} />
          <PersonMerges slug={slug} person={person} timeZone={timeZone} mayUndo={mayAct} />
        </div>
      </div>
    </>
  );
}

function ProfileSkeleton() {
  return (
    <div role="status" aria-label="Loading the person" className="grid gap-5">
      <div className="flex items-center gap-3.5 pt-8">
        <Skeleton className="size-12 rounded-full" />
        <Skeleton className="h-8 w-56" />
      </div>
      <Skeleton className="h-20 w-full" />
      <div className="grid gap-5 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <Skeleton className="h-64" />
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}
