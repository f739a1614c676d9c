import { Select } from "@/query-builder/parts/Select";
import type { Times } from "./draft";
import { NumberBox } from "./NumberBox";

const kinds = [
  { value: "atLeast", label: "at least" },
  { value: "exactly", label: "exactly" },
  { value: "atMost", label: "never or at most" },
  { value: "between", label: "between" },
] as const;

/** How often. At most includes never, as the docs say. */
export function TimesPicker({ times, onChange }: { times: Times; onChange: (times: Times) => void }) {
  const one = times.kind === "between" ? times.low : times.count;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1.5">
      <Select
        label="How often"
        value={times.kind}
        options={kinds}
        onChange={(kind) =>
          onChange(
            kind === "between"
              ? { kind, low: one || 1, high: (one || 1) + 1 }
              : { kind, count: kind === "atLeast" ? one || 1 : one },
          )
        }
      />
      {times.kind === "between" ? (
        <>
          <NumberBox
            label="From"
            least={1}
            value={times.low}
            onChange={(low) => onChange({ ...times, low })}
          />
          <span className="text-muted">and</span>
          <NumberBox
            label="To"
            least={1}
            value={times.high}
            wrong={times.low !== null && times.high !== null && times.high < times.low}
            onChange={(high) => onChange({ ...times, high })}
          />
        </>
      ) : (
        <NumberBox
          label="Times"
          least={times.kind === "atLeast" ? 1 : 0}
          value={times.count}
          onChange={(count) => onChange({ ...times, count })}
        />
      )}
      <span className="text-muted">{times.kind !== "between" && times.count === 1 ? "time" : "times"}</span>
    </span>
  );
}
