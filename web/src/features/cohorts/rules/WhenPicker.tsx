import { RangePicker } from "@/query-builder/RangePicker";
import { Select } from "@/query-builder/parts/Select";
import type { When } from "./draft";
import { NumberBox } from "./NumberBox";

interface WhenPickerProps {
  when: When;
  timeZone: string;
  onChange: (when: When) => void;
}

const kinds = [
  { value: "lastDays", label: "in the last" },
  { value: "range", label: "in the time" },
  { value: "ever", label: "ever" },
] as const;

/** Over what time a condition looks. */
export function WhenPicker({ when, timeZone, onChange }: WhenPickerProps) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1.5">
      <Select
        label="When"
        value={when.kind}
        options={kinds}
        onChange={(kind) =>
          onChange(
            kind === "ever"
              ? { kind }
              : kind === "range"
                ? { kind, range: { from: "-30d" } }
                : { kind, days: 30 },
          )
        }
      />
      {when.kind === "lastDays" && (
        <>
          <NumberBox
            label="Days"
            value={when.days}
            least={1}
            most={10_000}
            onChange={(days) => onChange({ kind: "lastDays", days })}
          />
          <span className="text-muted">{when.days === 1 ? "day, today" : "days"}</span>
        </>
      )}
      {when.kind === "range" && (
        <RangePicker
          range={when.range}
          timeZone={timeZone}
          onChange={(range) => onChange({ kind: "range", range })}
        />
      )}
    </span>
  );
}
