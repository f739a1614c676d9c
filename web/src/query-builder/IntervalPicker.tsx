import type { Interval, Range } from "@/api/types";
import { Select } from "./parts/Select";
import { intervalNames, intervalsFor } from "./ranges/ranges";

interface IntervalPickerProps {
  interval: Interval;
  /** Only intervals that draw this range well are offered. */
  range: Range;
  onChange: (interval: Interval) => void;
  wrong?: boolean;
}

export function IntervalPicker({ interval, range, onChange, wrong = false }: IntervalPickerProps) {
  return (
    <Select
      label="Interval"
      value={interval}
      wrong={wrong}
      options={intervalsFor(range, new Date(), interval).map((value) => ({
        value,
        label: `By ${intervalNames[value].toLowerCase()}`,
      }))}
      onChange={onChange}
    />
  );
}
