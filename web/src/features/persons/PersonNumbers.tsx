import type { ReactNode } from "react";
import type { PersonProfile } from "@/api/types";
import { Age } from "@/components/ui/Age";
import { formatCalendarDay, formatDateTime, formatNumber } from "@/lib/format";

/** How much, and since when. */
export function PersonNumbers({ person, timeZone }: { person: PersonProfile; timeZone: string }) {
  return (
    <dl className="mb-4 grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:mb-5 sm:grid-cols-5">
      <Figure name="Events" value={person.events} id="events" />
      <Figure name="Sessions" value={person.sessions} id="sessions" />
      <Figure name="Page views" value={person.pageviews} id="pageviews" />
      <Fact name="First seen">
        <time dateTime={person.firstSeen} title={formatDateTime(person.firstSeen, timeZone)}>
          {formatCalendarDay(person.firstSeen, timeZone)}
        </time>
      </Fact>
      <Fact name="Last seen" wide>
        <Age at={person.lastSeen} timeZone={timeZone} />
      </Fact>
    </dl>
  );
}

function Figure({ name, value, id }: { name: string; value: number; id: string }) {
  return (
    <Fact name={name}>
      <span data-figure={id} data-value={value} className="tabular-nums">
        {formatNumber(value)}
      </span>
    </Fact>
  );
}

function Fact({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={`min-w-0 bg-surface px-4 py-3 sm:px-5 ${wide ? "max-sm:col-span-2" : ""}`}>
      <dt className="text-[0.8125rem] text-muted">{name}</dt>
      <dd className="truncate text-lg font-semibold tracking-tight">{children}</dd>
    </div>
  );
}
