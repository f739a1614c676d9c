import { Spark } from "@/charts/Spark";
import { formatValue } from "@/charts/valueFormat";
import { Skeleton } from "@/components/ui/Skeleton";
import { cx } from "@/lib/cx";
import { changeOf, formatChange } from "@/lib/format";
import type { OverviewMeasure, OverviewRange } from "@/query-builder/overviewTrends";
import { beforeNames, type Figure } from "./figures";

interface FigureCardsProps {
  figures: Figure[];
  measure: OverviewMeasure;
  range: OverviewRange;
  /** Draws the figure below. */
  onChoose: (figure: Figure) => void;
}

/** As few columns as keep the last row full or nearly so. */
const columns: Record<number, string> = {
  3: "lg:grid-cols-3",
  5: "lg:grid-cols-5",
  6: "lg:grid-cols-3 2xl:grid-cols-6",
};

/** The numbers that matter, each with its change and its shape; choosing one draws it below. */
export function FigureCards({ figures, measure, range, onChoose }: FigureCardsProps) {
  return (
    <div className="overflow-hidden rounded-t-lg">
      <div
        role="group"
        aria-label="Key numbers, and what the chart shows"
        className={cx("-mr-px -mb-px grid grid-cols-2", columns[figures.length] ?? "lg:grid-cols-4")}
      >
        {figures.map((figure) => (
          <FigureCard
            key={figure.id}
            figure={figure}
            chosen={figure.measure === measure && figure.range === range}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  );
}

interface FigureCardProps {
  figure: Figure;
  chosen: boolean;
  onChoose: (figure: Figure) => void;
}

function FigureCard({ figure, chosen, onChoose }: FigureCardProps) {
  const { id, label, span, value, format, spark, note } = figure;
  return (
    <button
      type="button"
      aria-pressed={chosen}
      data-figure={id}
      data-value={value ?? ""}
      data-before={figure.before ?? ""}
      title={note}
      onClick={() => onChoose(figure)}
      className={cx(
        "relative grid min-w-0 content-start gap-1 border-r border-b border-line bg-surface px-4 pt-3 pb-3 text-left -outline-offset-2 transition-colors duration-150 hover:bg-hover sm:px-5",
        "after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:transition-colors after:duration-150",
        chosen ? "after:bg-accent" : "after:bg-transparent",
      )}
    >
      <span className="flex flex-wrap gap-x-1.5 text-[0.8125rem]">
        <span className={cx("font-medium", chosen ? "text-accent" : "text-ink")}>{label}</span>{" "}
        <span className="text-muted">{span}</span>
      </span>{" "}
      {value === undefined ? (
        <span
          role="status"
          aria-label={`Loading ${label.toLowerCase()}`}
          className="grid h-13 content-center gap-2"
        >
          <Skeleton className="h-6 w-20" />
          <Skeleton className="h-4 w-28" />
        </span>
      ) : (
        <>
          <span className="flex items-end justify-between gap-3">
            <span className="truncate text-2xl leading-8 font-semibold tracking-tight tabular-nums">
              {formatValue(value, format)}
            </span>
            <Spark values={spark} className="mb-1 hidden h-6 w-18 shrink-0 text-accent min-[420px]:block" />
          </span>{" "}
          <Change figure={figure} value={value} />
        </>
      )}
    </button>
  );
}

/**
 * Against the period before, which is over while this one is not: being behind it is no news and is not coloured, being ahead
 * of it is. A cost that rises is no success.
 */
function Change({ figure, value }: { figure: Figure; value: number | null }) {
  const { before, format, range, measure } = figure;
  const ratio = value === null || before === null ? null : changeOf(value, before);
  const good = ratio !== null && ratio > 0 && measure !== "aiCost";
  return (
    <span
      title={`Against ${beforeNames[range]}; today is not over.`}
      className="flex flex-wrap gap-x-1.5 text-[0.8125rem] text-muted tabular-nums"
    >
      {ratio !== null && (
        <span className={cx("font-medium", good ? "text-up" : "text-muted")}>{formatChange(ratio)}</span>
      )}{" "}
      <span className="truncate">from {formatValue(before, format)}</span>
    </span>
  );
}
