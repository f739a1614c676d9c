import { cx } from "@/lib/cx";
import { formatValue, type ValueFormat } from "./valueFormat";

export interface LegendItem {
  id: string;
  name: string;
  colour: string;
  /** Stands behind the name: the total of the range. */
  total?: number | null;
  /** What it is, for a hover. */
  meaning?: string;
}

interface LegendProps {
  label: string;
  items: LegendItem[];
  hidden: ReadonlySet<string>;
  onHidden: (hidden: ReadonlySet<string>) => void;
  format?: ValueFormat;
  className?: string;
}

/** Names of what is drawn with their totals. A click hides or shows one, a double click shows it alone. */
export function Legend({ label, items, hidden, onHidden, format = "number", className }: LegendProps) {
  const toggle = (id: string) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    onHidden(next);
  };
  const alone = (id: string) => {
    const others = items.filter((item) => item.id !== id).map((item) => item.id);
    // The first click of the two has hidden or shown it.
    const isAlone = others.every((other) => hidden.has(other));
    onHidden(new Set(isAlone ? [] : others));
  };
  return (
    <ul
      aria-label={label}
      data-legend
      className={cx("flex max-h-48 md:max-h-28 flex-wrap gap-x-1 overflow-y-auto md:gap-y-0.5", className)}
    >
      {items.map((item) => {
        const isHidden = hidden.has(item.id);
        return (
          <li key={item.id} className="min-w-0">
            <button
              type="button"
              aria-pressed={!isHidden}
              title={`${item.name}${item.meaning ? `, ${item.meaning}` : ""}: a click hides or shows it, a double click shows it alone`}
              onClick={(event) => (event.detail === 2 ? alone(item.id) : toggle(item.id))}
              className={cx(
                "flex min-h-11 max-w-64 items-center gap-2 rounded-md px-2 text-[0.8125rem] transition-colors duration-150 hover:bg-hover md:min-h-7",
                isHidden ? "text-muted line-through decoration-line-strong" : "text-ink",
              )}
            >
              <span
                aria-hidden
                className="size-2.5 shrink-0 rounded-[3px] border-2"
                style={{ borderColor: item.colour, backgroundColor: isHidden ? "transparent" : item.colour }}
              />
              <span className="truncate">{item.name}</span>
              {item.total !== undefined && (
                <span className="tabular-nums text-muted" data-total={item.total ?? ""}>
                  {formatValue(item.total, format)}
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
