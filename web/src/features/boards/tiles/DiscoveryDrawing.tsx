import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import type { DiscoveryAnswer } from "@/api/types";
import { formatNumber, formatPercent } from "@/lib/format";
import type { DrawingProps } from "./drawingProps";
import { NothingHere } from "./NothingHere";

/** The ways to a goal. */
export function DiscoveryDrawing({ answer }: DrawingProps<DiscoveryAnswer>) {
  if (answer.items.length === 0) return <NothingHere>No way leads there often enough.</NothingHere>;
  return (
    <ol className="divide-y divide-line">
      {answer.items.map((way) => (
        <li key={way.events.join("\n")} className="grid gap-1 py-2.5" data-way={way.events.join(" > ")}>
          <span className="flex flex-wrap items-center gap-1">
            {way.events.map((event, index) => (
              <Fragment key={index}>
                {index > 0 && <ChevronRight aria-hidden className="size-3.5 text-muted" />}
                <span className="rounded-md bg-sunken px-2 py-0.5 font-medium wrap-anywhere">{event}</span>
              </Fragment>
            ))}
          </span>
          <span className="text-[0.8125rem] text-muted tabular-nums">
            {formatPercent(way.share)} of those who got there; {formatNumber(way.converted)} of{" "}
            {formatNumber(way.entered)} who begin it arrive
          </span>
        </li>
      ))}
    </ol>
  );
}
