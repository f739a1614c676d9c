import { cx } from "@/lib/cx";
import { changeOf, formatChange, formatNumber } from "@/lib/format";

/** How a total stands against the one before. */
export function TotalChange({ now, before }: { now: number | null; before: number | null }) {
  const ratio = now === null || before === null ? null : changeOf(now, before);
  return (
    <span className="flex flex-wrap gap-x-1.5 text-[0.8125rem] text-muted tabular-nums">
      {ratio !== null && (
        <span
          className={cx("font-medium", ratio > 0 ? "text-up" : ratio < 0 ? "text-down" : "text-muted")}
          data-change={ratio}
        >
          {formatChange(ratio)}
        </span>
      )}
      <span>before {formatNumber(before)}</span>
    </span>
  );
}
