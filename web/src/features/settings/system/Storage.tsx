import type { SystemFacts } from "@/api/types";
import { Card, CardTitle } from "@/components/ui/Card";
import { Notice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";
import { formatBytes, formatCalendarDay, formatNumber } from "@/lib/format";

/** What every project takes, the largest first. */
export function Storage({ system }: { system: SystemFacts }) {
  const { timeZone } = useFrame();
  const { store, projects } = system;
  const span = (first: string | null, last: string | null) =>
    first && last ? `${formatCalendarDay(first, timeZone)} – ${formatCalendarDay(last, timeZone)}` : "–";
  return (
    <Card labelledBy="storage-title">
      <CardTitle
        id="storage-title"
        aside={
          store.error ? null : (
            <p className="text-[0.8125rem] text-muted tabular-nums">
              {formatNumber(store.events)} events, {formatBytes(store.bytes)} on disk
            </p>
          )
        }
      >
        Storage
      </CardTitle>
      {store.error && (
        <Notice tone="warn" className="mx-4 mb-4 sm:mx-5">
          The store does not tell: {store.error}
        </Notice>
      )}
      <div
        className="overflow-x-auto border-t border-line"
        tabIndex={0}
        role="region"
        aria-label="Storage by table"
      >
        <table className="w-full text-left">
          <thead className="text-[0.8125rem] text-muted">
            <tr>
              <th className="h-10 px-4 font-medium sm:pl-5">Project</th>
              <th className="px-4 text-right font-medium whitespace-nowrap">Events</th>
              <th className="px-4 text-right font-medium whitespace-nowrap">On disk</th>
              <th className="px-4 text-right font-medium max-sm:hidden sm:pr-5">From – to</th>
            </tr>
          </thead>
          <tbody>
            {[...projects]
              .sort((a, b) => b.events - a.events)
              .map((project) => (
                <tr key={project.slug} className="border-t border-line" data-stored={project.slug}>
                  <th scope="row" className="h-10 max-w-60 truncate px-4 font-medium sm:pl-5">
                    {project.name}
                  </th>
                  <td className="px-4 text-right whitespace-nowrap tabular-nums" data-events={project.events}>
                    {formatNumber(project.events)}
                  </td>
                  <td className="px-4 text-right whitespace-nowrap tabular-nums">
                    {formatBytes(project.bytes)}
                  </td>
                  <td className="px-4 text-right whitespace-nowrap text-muted max-sm:hidden tabular-nums sm:pr-5">
                    {span(project.firstEvent, project.lastEvent)}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
