import { Link } from "@tanstack/react-router";
import type { LiveSummary, OnlinePerson } from "@/api/live";
import { Card, CardTitle } from "@/components/ui/Card";
import { Skeleton } from "@/components/ui/Skeleton";
import { countryName, formatAge, formatNumber } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import { CountryMark } from "@/components/CountryMark";

/** Who did something in the last five minutes, with the last thing done. */
export function OnlineCard({ slug, summary }: { slug: string; summary: LiveSummary | undefined }) {
  const now = useNow(1_000);
  return (
    <Card labelledBy="online-title">
      <CardTitle
        id="online-title"
        aside={<span className="text-[0.8125rem] text-muted">active in the last 5 minutes</span>}
      >
        Online now{" "}
        {summary && (
          <span className="ml-1 text-muted tabular-nums" data-online={summary.onlineCount}>
            {formatNumber(summary.onlineCount)}
          </span>
        )}
      </CardTitle>
      {!summary ? (
        <div className="grid gap-2 px-4 pb-5 sm:px-5" role="status" aria-label="Loading who is online">
          <Skeleton className="h-10 w-full" />
          <Skeleton className="h-10 w-4/5" />
        </div>
      ) : summary.online.length === 0 ? (
        <p className="px-4 pb-6 text-muted sm:px-5">Nobody just now. A person appears with the next event.</p>
      ) : (
        <ul className="relative max-h-108 overflow-y-auto border-t border-line">
          {summary.online.map((person) => (
            <li
              key={person.personId}
              data-online-person={person.personId}
              className="border-b border-line last:border-b-0"
            >
              <PersonRow slug={slug} person={person} now={now} />
            </li>
          ))}
        </ul>
      )}
      {summary && summary.onlineCount > summary.online.length && (
        <p className="border-t border-line px-4 py-2 text-[0.8125rem] text-muted sm:px-5">
          The latest {formatNumber(summary.online.length)} of {formatNumber(summary.onlineCount)}.
        </p>
      )}
    </Card>
  );
}

function PersonRow({ slug, person, now }: { slug: string; person: OnlinePerson; now: Date }) {
  return (
    <Link
      to="/p/$slug/persons/$personId"
      params={{ slug, personId: person.personId }}
      className="flex min-h-13 items-center gap-3 px-4 py-1.5 -outline-offset-2 transition-colors duration-150 hover:bg-hover sm:px-5"
    >
      <span title={person.country ? countryName(person.country) : "Country not known"}>
        <CountryMark country={person.country} />
        {person.country && <span className="sr-only">{countryName(person.country)}</span>}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{person.distinctId}</span>
        <span className="block truncate text-[0.8125rem] text-muted">
          {person.lastEvent}
          {person.lastPage && ` · ${person.lastPage}`}
        </span>
      </span>
      <time
        dateTime={person.lastSeen}
        className="shrink-0 text-right text-[0.8125rem] text-muted tabular-nums"
      >
        {formatAge(person.lastSeen, now)}
      </time>
    </Link>
  );
}
