import type { CorrelationAnswer } from "@/api/types";
import { certaintyWords, oddsWords, traitWords } from "@/features/funnels/correlationWords";
import { formatNumber } from "@/lib/format";
import type { DrawingProps } from "./drawingProps";
import { NothingHere } from "./NothingHere";

const shown = 20;

/** What goes with converting, the surest first. */
export function CorrelationDrawing({ answer }: DrawingProps<CorrelationAnswer>) {
  if (answer.items.length === 0) return <NothingHere>Nothing separates them.</NothingHere>;
  return (
    <>
      <p className="text-[0.8125rem] text-muted tabular-nums">
        {formatNumber(answer.success)} converted, {formatNumber(answer.failure)} dropped off
      </p>
      <ul className="divide-y divide-line">
        {answer.items.slice(0, shown).map((item) => (
          <li
            key={`${item.type} ${traitWords(item)}`}
            className="py-2"
            data-trait={item.event ?? `${item.property}=${item.value}`}
            data-odds={item.oddsRatio}
          >
            <p className="truncate font-medium" title={traitWords(item)}>
              {traitWords(item)}
            </p>
            <p className="flex flex-wrap justify-between gap-x-3 text-[0.8125rem] text-muted tabular-nums">
              <span>{oddsWords(item)}</span>
              <span>{certaintyWords(item)}</span>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
