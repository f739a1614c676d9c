import { formatNumber } from "@/lib/format";
import { PersonSide } from "./PersonSide";

interface PersonEventsProps {
  events: { name: string; count: number }[];
  chosen: string | null;
  onChoose: (event: string | null) => void;
}

/** What the person did most; choosing one filters the timeline. */
export function PersonEvents({ events, chosen, onChoose }: PersonEventsProps) {
  const most = Math.max(1, ...events.map(({ count }) => count));
  if (events.length === 0) return null;
  return (
    <PersonSide id="person-events" title="Top events">
      <ul className="-mx-2 grid grid-cols-[minmax(0,1fr)] gap-px">
        {events.slice(0, 10).map(({ name, count }) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={chosen === name}
              title={`Show only ${name} in the timeline`}
              onClick={() => onChoose(chosen === name ? null : name)}
              data-top-event={name}
              data-count={count}
              className="relative flex min-h-11 w-full items-center gap-3 rounded-md px-2 text-left underline-offset-2 hover:underline aria-pressed:font-semibold md:min-h-8"
            >
              <span
                aria-hidden
                style={{ width: `${(count / most) * 100}%` }}
                className="absolute inset-y-0.5 left-0 rounded-md bg-accent-soft"
              />
              <span className="relative min-w-0 flex-1 truncate">{name}</span>
              <span className="relative shrink-0 tabular-nums">{formatNumber(count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </PersonSide>
  );
}
