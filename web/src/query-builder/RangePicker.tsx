import { CalendarDays, Check } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Range } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Skeleton } from "@/components/ui/Skeleton";
import { cx } from "@/lib/cx";
import { formatZone } from "@/lib/format";
import { PickerButton } from "./pickers/PickerButton";
import { Popup } from "./pickers/Popup";
import { Select } from "./parts/Select";
import { presets, rangeLabel } from "./ranges/ranges";

const RangeCalendar = lazy(() =>
  import("./ranges/RangeCalendar").then((module) => ({ default: module.RangeCalendar })),
);

interface RangePickerProps {
  /** Null: none is chosen; `emptyLabel` says what holds then. */
  range: Range | null;
  onChange: (range: Range) => void;
  /** The project's: days begin and end there. */
  timeZone: string;
  wrong?: boolean;
  emptyLabel?: string;
}

/** Where the calendar opens while nothing is chosen. */
const nothingChosen: Range = { from: "-28d" };

/** A range in a press, or two days of a calendar. */
export function RangePicker({
  range: chosenRange,
  onChange,
  timeZone,
  wrong = false,
  emptyLabel = "Choose a range",
}: RangePickerProps) {
  const [open, setOpen] = useState(false);
  const range = chosenRange ?? nothingChosen;
  const label = chosenRange ? rangeLabel(chosenRange) : emptyLabel;
  const { from: _, to: __, ...kept } = range;
  const choose = (next: Pick<Range, "from" | "to">) => {
    setOpen(false);
    onChange({ ...kept, ...next });
  };
  return (
    <Popup
      open={open}
      onOpenChange={setOpen}
      label="Date range"
      className="w-auto"
      trigger={
        <PickerButton
          aria-label={`Date range: ${label}`}
          data-range={chosenRange?.from ?? ""}
          wrong={wrong}
          icon={<CalendarDays aria-hidden />}
        >
          {label}
        </PickerButton>
      }
    >
      <div className="flex min-h-0 flex-col overflow-y-auto sm:flex-row sm:items-stretch">
        <div
          role="group"
          aria-label="Presets"
          className="grid grid-cols-2 gap-0.5 p-2 max-sm:border-b sm:w-40 sm:grid-cols-1 sm:content-start sm:border-r border-line"
        >
          {presets.map(({ label, ...preset }) => {
            const chosen = preset.from === chosenRange?.from && chosenRange.to === undefined;
            return (
              <button
                key={preset.from}
                type="button"
                aria-pressed={chosen}
                onClick={() => choose(preset)}
                className={cx(
                  "flex min-h-11 items-center justify-between gap-2 rounded-md px-2.5 text-left hover:bg-hover md:min-h-8",
                  chosen && "font-medium text-accent",
                )}
              >
                {label}
                {chosen && <Check aria-hidden className="size-4" />}
              </button>
            );
          })}
        </div>
        <div className="grid content-start gap-3 p-3">
          <Suspense fallback={<Skeleton className="h-72 w-72" />}>
            <RangeCalendar range={range} timeZone={timeZone} onChoose={choose} />
          </Suspense>
          <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-2 text-[0.8125rem] text-muted">
            <span>Days in {formatZone(timeZone)}</span>
            <Select
              label="Weeks begin on"
              plain
              value={range.weekStart ?? "monday"}
              options={[
                { value: "monday", label: "weeks from Monday" },
                { value: "sunday", label: "weeks from Sunday" },
              ]}
              onChange={(weekStart) => {
                const { weekStart: ___, ...rest } = range;
                onChange(weekStart === "monday" ? rest : { ...rest, weekStart });
              }}
            />
          </div>
          <Button className="sm:hidden" onClick={() => setOpen(false)}>
            Done
          </Button>
        </div>
      </div>
    </Popup>
  );
}
