import { useState, type KeyboardEvent } from "react";
import type { LiveMinute } from "@/api/live";
import { cx } from "@/lib/cx";
import { formatHour, formatNumber } from "@/lib/format";

interface MinuteBarsProps {
  minutes: LiveMinute[];
  timeZone: string;
}

/** One bar a minute, oldest first; the minute that runs is hollow, as it is not over. Exact on hover and by arrow keys. */
export function MinuteBars({ minutes, timeZone }: MinuteBarsProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const last = minutes.length - 1;
  const most = Math.max(1, ...minutes.map((minute) => minute.events));
  const minute = minutes[chosen ?? last];

  const move = (event: KeyboardEvent) => {
    const from = chosen ?? last + 1;
    const next = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (event.key === "Escape") setChosen(null);
    if (next === undefined) return;
    event.preventDefault();
    setChosen(Math.min(Math.max(next, 0), last));
  };

  return (
    <div className="grid gap-2">
      <p className="min-h-5 text-[0.8125rem] text-muted tabular-nums" role="status" data-minute-tip>
        {minute && chosen !== null && (
          <>
            {formatHour(minute.t, timeZone)}
            {chosen === last && ", so far"}: <Count of="event" number={minute.events} />,{" "}
            <Count of="person" number={minute.persons} />
          </>
        )}
      </p>
      <div
        role="group"
        aria-roledescription="chart"
        aria-label="Events per minute, last 30 minutes. Arrow keys read the values; the table has them all."
        tabIndex={0}
        onKeyDown={move}
        onBlur={() => setChosen(null)}
        onPointerLeave={() => setChosen(null)}
        className="flex h-28 rounded-lg border-b border-line-strong"
      >
        {minutes.map((item, index) => (
          <span
            key={item.t}
            data-minute={item.t}
            data-events={item.events}
            data-persons={item.persons}
            onPointerEnter={() => setChosen(index)}
            onPointerDown={() => setChosen(index)}
            className="flex flex-1 items-end px-px sm:px-0.5"
          >
            <span
              aria-hidden
              style={{ height: item.events === 0 ? 0 : `max(2px, ${(item.events / most) * 100}%)` }}
              className={cx(
                "w-full rounded-t-[3px] transition-[height] duration-150",
                index === last ? "border border-b-0 border-dashed border-accent bg-accent-soft" : "bg-accent",
                chosen !== null && chosen !== index && "opacity-45",
              )}
            />
          </span>
        ))}
      </div>
      <div className="flex justify-between text-[0.8125rem] text-muted tabular-nums" aria-hidden>
        {minutes[0] && <span>{formatHour(minutes[0].t, timeZone)}</span>}
        <span>now</span>
      </div>
    </div>
  );
}

function Count({ of, number }: { of: string; number: number }) {
  return (
    <span>
      <span className="font-medium text-ink">{formatNumber(number)}</span> {number === 1 ? of : `${of}s`}
    </span>
  );
}
