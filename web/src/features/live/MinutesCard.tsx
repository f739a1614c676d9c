import { Table2 } from "lucide-react";
import { useState } from "react";
import type { LiveMinute, LiveSummary } from "@/api/live";
import { IconButton } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { Skeleton } from "@/components/ui/Skeleton";
import { formatHour, formatNumber } from "@/lib/format";
import { MinuteBars } from "./MinuteBars";

/** Events and persons of each of the last minutes. */
export function MinutesCard({ summary, timeZone }: { summary: LiveSummary | undefined; timeZone: string }) {
  const [table, setTable] = useState(false);
  return (
    <Card labelledBy="minutes-title">
      <CardTitle
        id="minutes-title"
        aside={
          <IconButton label="Show as a table" aria-pressed={table} onClick={() => setTable(!table)}>
            <Table2 aria-hidden />
          </IconButton>
        }
      >
        Events per minute
      </CardTitle>
      <div className="px-4 pb-4 sm:px-5">
        {!summary ? (
          <Skeleton className="h-40 w-full" />
        ) : (
          <>
            <p className="text-[0.8125rem] text-muted tabular-nums" data-live-events={summary.events}>
              <span className="font-medium text-ink">{formatNumber(summary.events)}</span>{" "}
              {summary.events === 1 ? "event" : "events"} by{" "}
              <span className="font-medium text-ink">{formatNumber(summary.persons)}</span>{" "}
              {summary.persons === 1 ? "person" : "persons"} in {summary.minutes} minutes
            </p>
            {table ? (
              <MinutesTable minutes={summary.perMinute} timeZone={timeZone} />
            ) : (
              <MinuteBars minutes={summary.perMinute} timeZone={timeZone} />
            )}
          </>
        )}
      </div>
    </Card>
  );
}

function MinutesTable({ minutes, timeZone }: { minutes: LiveMinute[]; timeZone: string }) {
  const cell = "px-3 py-1.5 text-right tabular-nums";
  return (
    <div
      className="mt-2 h-40 overflow-y-auto rounded-lg border border-line"
      tabIndex={0}
      role="region"
      aria-label="Minutes as a table"
    >
      <table className="w-full border-collapse" data-minutes-table>
        <thead className="sticky top-0 bg-sunken text-[0.8125rem] text-muted">
          <tr>
            <th scope="col" className="px-3 py-2 text-left font-medium">
              Minute
            </th>
            <th scope="col" className={`${cell} font-medium`}>
              Events
            </th>
            <th scope="col" className={`${cell} font-medium`}>
              Persons
            </th>
          </tr>
        </thead>
        <tbody>
          {minutes.toReversed().map((minute, index) => (
            <tr key={minute.t} className="border-t border-line">
              <th scope="row" className="px-3 py-1.5 text-left font-normal">
                {formatHour(minute.t, timeZone)}
                {index === 0 && <span className="text-muted">, so far</span>}
              </th>
              <td className={cell} data-value={minute.events}>
                {formatNumber(minute.events)}
              </td>
              <td className={cell} data-value={minute.persons}>
                {formatNumber(minute.persons)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
