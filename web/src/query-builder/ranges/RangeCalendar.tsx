import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { DayPicker, type DateRange } from "react-day-picker";
import type { Range } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { formatDateSpan } from "@/lib/format";
import { dayOf, nameOfDay, todayIn } from "./calendarDays";

interface RangeCalendarProps {
  range: Range;
  timeZone: string;
  onChoose: (range: { from: string; to: string }) => void;
}

const look = {
  root: "relative w-full",
  months: "flex",
  month: "grid w-full gap-1",
  month_caption: "flex h-11 items-center pl-2 font-semibold md:h-9",
  nav: "absolute top-0 right-0 flex",
  button_previous:
    "inline-flex size-11 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink md:size-9",
  button_next:
    "inline-flex size-11 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink aria-disabled:opacity-40 md:size-9",
  month_grid: "w-full border-collapse",
  weekday: "h-8 w-11 text-[0.8125rem] font-normal text-muted md:w-10",
  day: "p-0 text-center tabular-nums",
  day_button: "h-11 w-full rounded-lg hover:bg-hover md:h-10",
  today: "font-semibold text-accent",
  outside: "text-faint",
  disabled: "text-faint opacity-50 [&>button]:cursor-not-allowed",
  range_start: "bg-accent text-accent-ink rounded-l-lg [&>button]:hover:bg-transparent",
  range_end: "bg-accent text-accent-ink rounded-r-lg [&>button]:hover:bg-transparent",
  range_middle: "bg-accent-soft",
} as const;

/** Two days of a month; they count once both are chosen and applied. */
export function RangeCalendar({ range, timeZone, onChoose }: RangeCalendarProps) {
  const today = todayIn(timeZone, new Date());
  const from = dayOf(range.from);
  const to = dayOf(range.to ?? "");
  const [chosen, setChosen] = useState<DateRange | undefined>(from ? { from, to: to ?? today } : undefined);
  const first = chosen?.from;
  const last = chosen?.to ?? first;
  return (
    <div className="grid gap-2">
      <DayPicker
        mode="range"
        selected={chosen}
        onSelect={setChosen}
        resetOnSelect
        defaultMonth={to ?? from ?? today}
        today={today}
        endMonth={today}
        disabled={{ after: today }}
        weekStartsOn={range.weekStart === "sunday" ? 0 : 1}
        classNames={look}
        components={{
          Chevron: ({ orientation }) =>
            orientation === "left" ? (
              <ChevronLeft aria-hidden className="size-4" />
            ) : (
              <ChevronRight aria-hidden className="size-4" />
            ),
        }}
      />
      <Button
        look="primary"
        disabled={!first || !last}
        onClick={() => first && last && onChoose({ from: nameOfDay(first), to: nameOfDay(last) })}
      >
        {first && last ? `Show ${formatDateSpan(nameOfDay(first), nameOfDay(last))}` : "Choose two days"}
      </Button>
    </div>
  );
}
