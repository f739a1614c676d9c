import type { Totals } from "@/api/types";
import { Spark } from "@/charts/Spark";
import { Skeleton } from "@/components/ui/Skeleton";
import { cx } from "@/lib/cx";
import { changeOf, formatChange, formatNumber } from "@/lib/format";
import { overviewMeasures, type OverviewMeasure } from "@/query-builder/overviewTrends";

export const measureNames: Record<OverviewMeasure, string> = {
  persons: "Persons",
  events: "Events",
  sessions: "Sessions",
  pageviews: "Page views",
};

interface TodayNumbersProps {
  today: Totals | undefined;
  yesterday: Totals | undefined;
  sparks: Partial<Record<OverviewMeasure, (number | null)[]>>;
  measure: OverviewMeasure;
  onMeasure: (measure: OverviewMeasure) => void;
}

/** Today's four numbers; choosing one draws it below. */
export function TodayNumbers({ today, yesterday, sparks, measure, onMeasure }: TodayNumbersProps) {
  return (
    <div
      role="group"
      aria-label="Today, and what the chart shows"
      className="grid grid-cols-2 gap-px overflow-hidden rounded-t-lg last:rounded-b-lg bg-line lg:grid-cols-4"
    >
      {overviewMeasures.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={measure === name}
          data-measure={name}
          onClick={() => onMeasure(name)}
          className={cx(
            "relative grid min-w-0 content-start gap-1.5 bg-surface px-4 pt-3.5 pb-3 text-left -outline-offset-2 transition-colors duration-150 hover:bg-hover sm:px-5",
            "after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:transition-colors after:duration-150",
            measure === name ? "after:bg-accent" : "after:bg-transparent",
          )}
        >
          <span className={cx("font-medium", measure === name ? "text-accent" : "text-muted")}>
            {measureNames[name]}
          </span>
          {today && yesterday ? (
            <>
              <span className="flex items-end justify-between gap-2">
                <span
                  data-today={today[name]}
                  className="truncate text-2xl tabular-nums leading-8 font-semibold tracking-tight sm:text-[1.75rem]"
                >
                  {formatNumber(today[name])}
                </span>
                <Spark
                  values={sparks[name] ?? []}
                  className="mb-1.5 hidden h-6 w-16 shrink-0 text-line-strong min-[420px]:block"
                />
              </span>
              <Change now={today[name]} before={yesterday[name]} />
            </>
          ) : (
            <span role="status" aria-label="Loading" className="grid gap-2 py-1">
              <Skeleton className="h-7 w-20" />
              <Skeleton className="h-4 w-28" />
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

/** Today is not over: being behind the whole of yesterday is no news and is not coloured, being ahead of it is. */
function Change({ now, before }: { now: number; before: number }) {
  const ratio = changeOf(now, before);
  return (
    <span
      title="Against the whole of yesterday; today is not over."
      className="flex flex-wrap gap-x-1.5 text-[0.8125rem] text-muted tabular-nums"
    >
      {ratio !== null && (
        <span className={cx("font-medium", ratio > 0 ? "text-up" : "text-muted")}>{formatChange(ratio)}</span>
      )}
      <span>yesterday {formatNumber(before)}</span>
    </span>
  );
}
