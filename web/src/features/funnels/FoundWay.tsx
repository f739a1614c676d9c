import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import type { DiscoveryAnswer } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { formatNumber, formatPercent } from "@/lib/format";

interface FoundWayProps {
  way: DiscoveryAnswer["items"][number];
  onOpen: () => void;
}

/** One way to the goal with its numbers; a press makes a funnel of it. */
export function FoundWay({ way, onOpen }: FoundWayProps) {
  return (
    <li
      className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:px-5"
      data-way={way.events.join(" > ")}
      data-rate={way.rate ?? ""}
    >
      <div className="grid min-w-0 flex-1 basis-72 gap-1.5">
        <div className="flex flex-wrap items-center gap-1">
          {way.events.map((event, index) => (
            <Fragment key={index}>
              {index > 0 && <ChevronRight aria-hidden className="size-3.5 text-muted" />}
              <span className="rounded-md bg-sunken px-2 py-0.5 font-medium wrap-anywhere">{event}</span>
            </Fragment>
          ))}
        </div>
        <p className="text-[0.8125rem] text-muted tabular-nums">
          {formatPercent(way.share)} of those who reached the goal came this way.{" "}
          {formatNumber(way.converted)} of {formatNumber(way.entered)} who begin it get there (
          {formatPercent(way.rate)})
          {way.lift !== null && <>, {formatNumber(way.lift)} times as many as of all.</>}
        </p>
      </div>
      <Button onClick={onOpen}>Open as a funnel</Button>
    </li>
  );
}
