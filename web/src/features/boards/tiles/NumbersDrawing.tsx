import type { TrendsAnswer } from "@/api/types";
import { Spark } from "@/charts/Spark";
import { TotalChange } from "@/features/trends/TotalChange";
import { useTrendDrawing } from "@/features/trends/useTrendDrawing";
import { cx } from "@/lib/cx";
import { formatNumber } from "@/lib/format";

/** Totals to be read from across the room, each with its change and its course. */
export function NumbersDrawing({ answer, timeZone }: { answer: TrendsAnswer; timeZone: string }) {
  const { lines, partialFrom, showPersons } = useTrendDrawing(answer, timeZone);
  const isAlone = lines.length === 1;
  return (
    <ul
      className={cx(
        "grid h-full content-center gap-x-6 gap-y-4",
        !isAlone && "grid-cols-[repeat(auto-fill,minmax(9rem,1fr))]",
      )}
      data-numbers
    >
      {lines.map((line) => (
        <li key={line.id} className="grid min-w-0 gap-1">
          {!isAlone && (
            <span className="truncate text-muted" title={line.name}>
              {line.name}
            </span>
          )}
          <button
            type="button"
            disabled={!line.point}
            onClick={() => showPersons(line)}
            aria-label={`${line.name}: ${formatNumber(line.total)}`}
            data-total={line.total ?? ""}
            className={cx(
              "min-h-11 w-fit max-w-full truncate rounded-lg text-left font-semibold tracking-tight tabular-nums enabled:hover:text-accent",
              isAlone ? "text-5xl leading-14" : "text-3xl leading-11",
            )}
          >
            {formatNumber(line.total)}
          </button>
          {line.previousTotal !== undefined && <TotalChange now={line.total} before={line.previousTotal} />}
          <Spark
            values={line.values.slice(0, partialFrom)}
            className={cx("mt-1 w-full text-line-strong", isAlone ? "h-12" : "h-7")}
          />
        </li>
      ))}
    </ul>
  );
}
