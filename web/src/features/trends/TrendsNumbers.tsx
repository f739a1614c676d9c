import { Spark } from "@/charts/Spark";
import { formatNumber } from "@/lib/format";
import { TotalChange } from "./TotalChange";
import type { TrendDrawing } from "./useTrendDrawing";

/** Each line's total, large; a press lists the persons. */
export function TrendsNumbers({ drawing }: { drawing: TrendDrawing }) {
  const { lines, partialFrom, showPersons } = drawing;
  return (
    <ul className="grid gap-3 py-2 sm:grid-cols-[repeat(auto-fill,minmax(14rem,1fr))]" data-numbers>
      {lines.map((line) => (
        <li key={line.id}>
          <button
            type="button"
            disabled={!line.point}
            onClick={() => showPersons(line)}
            className="grid w-full gap-1 rounded-lg border border-line p-4 text-left enabled:hover:bg-hover"
          >
            <span className="truncate text-muted" title={line.name}>
              {line.name}
            </span>
            <span className="flex items-end justify-between gap-3">
              <span
                className="truncate text-4xl leading-11 font-semibold tracking-tight tabular-nums"
                data-total={line.total ?? ""}
              >
                {formatNumber(line.total)}
              </span>
              <Spark
                values={line.values.slice(0, partialFrom)}
                className="mb-1.5 h-7 w-20 shrink-0 text-line-strong"
              />
            </span>
            {line.previousTotal !== undefined && <TotalChange now={line.total} before={line.previousTotal} />}
          </button>
        </li>
      ))}
    </ul>
  );
}
