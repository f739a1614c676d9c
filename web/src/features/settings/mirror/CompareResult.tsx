import { lazy, Suspense, useState } from "react";
import { Download } from "lucide-react";
import type { ComparedEvent, Comparison } from "@/api/compare";
import { seriesColour } from "@/charts/palette";
import { Button } from "@/components/ui/Button";
import { Notice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { formatDateTime, formatHour, formatNumber } from "@/lib/format";
import { fileName, keepFile } from "@/lib/download";
import { causeWords, comparisonCsv, shiftWords, verdictWords } from "./causes";

const LinesChart = lazy(() =>
  import("@/charts/LinesChart").then((module) => ({ default: module.LinesChart })),
);

/** Per event, the largest difference first. */
export function CompareResult({ comparison }: { comparison: Comparison }) {
  const shift = shiftWords(comparison);
  return (
    <div
      className="grid grid-cols-[minmax(0,1fr)] gap-4 border-t border-line px-4 py-4 sm:px-5"
      data-comparison
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>
          {comparison.difference === 0
            ? "The numbers are the same."
            : `The hours differ by ${formatNumber(comparison.difference)} events in all. Causes are likely ones, not proof.`}
        </p>
        <Button
          onClick={() =>
            keepFile(
              fileName("comparison", "csv"),
              new Blob([comparisonCsv(comparison)], { type: "text/csv" }),
            )
          }
        >
          <Download aria-hidden />
          CSV
        </Button>
      </div>
      {shift && <Notice>{shift}</Notice>}
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {comparison.events.map((event) => (
          <EventRow key={event.event} event={event} />
        ))}
      </ul>
    </div>
  );
}

function EventRow({ event }: { event: ComparedEvent }) {
  const [open, setOpen] = useState(false);
  return (
    <li className="rounded-lg border border-line">
      <details onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
        <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
          <span className="min-w-0 flex-1 font-medium wrap-anywhere">{event.event}</span>
          <span className="tabular-nums">Theirs {formatNumber(event.theirs)}</span>
          <span className="tabular-nums">Ours {formatNumber(event.ours)}</span>
          <span className="text-muted">{verdictWords[event.verdict] ?? event.verdict}</span>
        </summary>
        {open && <Hours event={event} />}
      </details>
      {event.causes.length > 0 && (
        <ul className="grid gap-1 px-3 pb-3 text-[0.8125rem] text-muted">
          {event.causes.map((cause) => (
            <li key={cause.name}>{causeWords(cause)}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Hours({ event }: { event: ComparedEvent }) {
  const { timeZone } = useFrame();
  const lines = [
    { id: "theirs", name: "Theirs", values: event.hours.map((hour) => hour.theirs) },
    { id: "ours", name: "Ours", values: event.hours.map((hour) => hour.ours) },
  ];
  return (
    <div className="px-3 pb-3">
      <Suspense fallback={<Skeleton className="h-44" />}>
        <LinesChart
          label={`${event.event} by the hour: theirs and ours`}
          height={176}
          series={lines.map((line, index) => ({ ...line, colour: seriesColour(index) }))}
          buckets={event.hours.map((hour) => ({
            t: hour.t,
            short: formatHour(hour.t, timeZone),
            long: formatDateTime(hour.t, timeZone),
          }))}
        />
      </Suspense>
    </div>
  );
}
