import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { personsBehindQuery } from "@/api/asking";
import type { PersonBehind } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { ErrorNotice } from "@/components/ui/Notice";
import { Sheet } from "@/components/ui/Sheet";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { formatDateTime, formatNumber } from "@/lib/format";
import type { NumberBehind } from "./PersonsBehind";
import { SavePersonsAsCohort } from "./SavePersonsAsCohort";

const firstPage = 100;
const mostListed = 10_000;

/** The persons behind a number, those with the most matching events first; each leads to their profile. */
export function PersonsSheet({ number, onClose }: { number: NumberBehind; onClose: () => void }) {
  const { slug, timeZone, role } = useFrame();
  const [limit, setLimit] = useState(firstPage);
  const { data, error, isPending, isFetching, refetch } = useQuery(
    personsBehindQuery(slug, number.question, number.point, limit),
  );
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={number.title}
      lead={data ? `${formatNumber(data.count)} ${data.count === 1 ? "person" : "persons"}` : "Persons"}
    >
      {error ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} className="m-4" />
      ) : isPending ? (
        <ListSkeleton />
      ) : data.items.length === 0 ? (
        <p className="px-5 py-10 text-center text-muted">Nobody is behind this number.</p>
      ) : (
        <>
          <ul aria-label="Persons" data-persons-behind={data.count} className="py-1">
            {data.items.map((person) => (
              <PersonRow key={person.personId} {...{ person, slug, timeZone }} />
            ))}
          </ul>
          <div className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3 sm:px-5">
            <span className="text-[0.8125rem] text-muted">
              {formatNumber(data.items.length)} of {formatNumber(data.count)} listed
            </span>
            {data.items.length < Math.min(data.count, mostListed) && (
              <Button busy={isFetching} onClick={() => setLimit(Math.min(mostListed, limit * 10))}>
                Show more
              </Button>
            )}
            {role !== "viewer" && data.items.length === data.count && (
              <SavePersonsAsCohort name={number.title} persons={data.items} />
            )}
          </div>
        </>
      )}
    </Sheet>
  );
}

function PersonRow({ person, slug, timeZone }: { person: PersonBehind; slug: string; timeZone: string }) {
  return (
    <li>
      <Link
        to="/p/$slug/persons/$personId"
        params={{ slug, personId: person.personId }}
        data-person={person.personId}
        className="flex min-h-11 items-center gap-3 px-4 py-1.5 hover:bg-hover sm:px-5"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{person.distinctId}</span>
          <span className="block truncate text-[0.8125rem] text-muted">
            Last at {formatDateTime(person.lastSeen, timeZone)}
          </span>
        </span>
        <span className="shrink-0 text-[0.8125rem] text-muted tabular-nums">
          {formatNumber(person.events)} {person.events === 1 ? "event" : "events"}
        </span>
      </Link>
    </li>
  );
}

function ListSkeleton() {
  return (
    <div role="status" aria-label="Loading persons" className="grid gap-4 p-5">
      {["a", "b", "c", "d", "e", "f"].map((row) => (
        <Skeleton key={row} className="h-8 w-full" />
      ))}
    </div>
  );
}
