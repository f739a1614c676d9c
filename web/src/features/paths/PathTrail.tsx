import { ChevronRight } from "lucide-react";
import type { PathsQuestion } from "@/api/types";

/** A question on the walk and what it is called. */
export interface TrailStop {
  name: string;
  question: PathsQuestion;
}

/** Where the walk has been; each stop leads back. */
export function PathTrail({ stops, onGo }: { stops: TrailStop[]; onGo: (index: number) => void }) {
  if (stops.length < 2) return null;
  return (
    <nav aria-label="The walk so far" className="min-w-0" data-trail>
      <ol className="flex flex-wrap items-center gap-x-1 text-[0.8125rem]">
        {stops.map((stop, index) => {
          const isLast = index === stops.length - 1;
          return (
            <li key={index} className="flex min-w-0 items-center gap-1">
              {index > 0 && <ChevronRight aria-hidden className="size-3.5 shrink-0 text-muted" />}
              {isLast ? (
                <span aria-current="step" className="truncate px-1 font-medium">
                  {stop.name}
                </span>
              ) : (
                <button
                  type="button"
                  onClick={() => onGo(index)}
                  className="flex min-h-11 max-w-52 items-center rounded-sm px-1 text-muted underline-offset-2 hover:text-ink hover:underline md:min-h-7"
                >
                  <span className="truncate">{stop.name}</span>
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
