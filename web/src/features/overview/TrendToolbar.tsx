import { Table2 } from "lucide-react";
import { Segmented } from "@/components/ui/Segmented";
import { cx } from "@/lib/cx";
import type { OverviewRange } from "@/query-builder/overviewTrends";

export interface TrendView {
  range: OverviewRange;
  compare: boolean;
  table: boolean;
}

interface TrendToolbarProps extends TrendView {
  onChange: (change: Partial<TrendView>) => void;
}

const toggleLook =
  "inline-flex h-11 items-center rounded-lg border text-[0.8125rem] font-medium transition-colors duration-150 md:h-8.5";
const toggleOn = "border-accent bg-accent-soft text-accent";
const toggleOff = "border-line text-muted hover:text-ink";

export function TrendToolbar({ range, compare, table, onChange }: TrendToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        label="Range"
        value={range}
        options={[
          { value: "28d", label: "28 days" },
          { value: "7d", label: "7 days" },
          { value: "today", label: "Today" },
        ]}
        onChange={(next) => onChange({ range: next })}
      />
      <button
        type="button"
        aria-pressed={compare}
        title="Compare with the time before"
        onClick={() => onChange({ compare: !compare })}
        className={cx(toggleLook, "px-3", compare ? toggleOn : toggleOff)}
      >
        Compare
      </button>
      <button
        type="button"
        aria-pressed={table}
        aria-label="Show as a table"
        title="Show as a table"
        onClick={() => onChange({ table: !table })}
        className={cx(toggleLook, "w-11 justify-center md:w-8.5", table ? toggleOn : toggleOff)}
      >
        <Table2 aria-hidden className="size-4" />
      </button>
    </div>
  );
}
