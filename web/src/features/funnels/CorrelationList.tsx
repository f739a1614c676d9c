import { useState } from "react";
import type { CorrelationAnswer, CorrelationItem, CorrelationQuestion } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Segmented } from "@/components/ui/Segmented";
import { usePersonsBehind } from "@/features/report/PersonsBehind";
import { cx } from "@/lib/cx";
import { formatNumber, formatPercentShort } from "@/lib/format";
import { certaintyWords, intervalWords, oddsWords, traitWords } from "./correlationWords";

interface CorrelationListProps {
  answer: CorrelationAnswer;
  question: CorrelationQuestion;
}

type Shown = "all" | CorrelationItem["type"];

const shownOptions = [
  { value: "all", label: "All" },
  { value: "event", label: "Events" },
  { value: "person_property", label: "Properties" },
] as const;

const atFirst = 10;

/** Traits with how many of either side have them; the sure ones first, as the server ranks them. */
export function CorrelationList({ answer, question }: CorrelationListProps) {
  const [shown, setShown] = useState<Shown>("all");
  const [isWhole, setWhole] = useState(false);
  const items = answer.items.filter((item) => shown === "all" || item.type === shown);
  return (
    <div className="grid gap-2 py-3">
      <div className="px-4 sm:px-5">
        <Segmented label="Kind of trait" value={shown} options={shownOptions} onChange={setShown} />
      </div>
      <ul className="divide-y divide-line">
        {items.slice(0, isWhole ? undefined : atFirst).map((item) => (
          <Trait key={`${item.type} ${traitWords(item)}`} item={item} answer={answer} question={question} />
        ))}
      </ul>
      {items.length > atFirst && !isWhole && (
        <Button look="ghost" className="mx-4 w-fit" onClick={() => setWhole(true)}>
          Show all {formatNumber(items.length)}
        </Button>
      )}
    </div>
  );
}

interface TraitProps extends CorrelationListProps {
  item: CorrelationItem;
}

function Trait({ item, answer, question }: TraitProps) {
  const persons = usePersonsBehind();
  const words = traitWords(item);
  const show = (success: boolean) =>
    persons.show({
      question,
      point: {
        success,
        ...(item.type === "event" ? { event: item.event } : { property: item.property, value: item.value }),
      },
      title: `${success ? "Converted" : "Dropped off"} · ${words}`,
    });
  return (
    <li
      className={cx(
        "grid gap-x-4 gap-y-1.5 px-4 py-2.5 sm:px-5 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_11rem] md:items-center",
      )}
      data-trait={item.event ?? `${item.property}=${item.value}`}
      data-odds={item.oddsRatio}
      data-significant={item.isSignificant}
    >
      <div className="min-w-0">
        <p className="font-medium wrap-anywhere">{words}</p>
        <p
          className={cx(
            "text-[0.8125rem]",
            item.isSignificant ? (item.goesWith === "success" ? "text-up" : "text-down") : "text-muted",
          )}
        >
          {certaintyWords(item)}
        </p>
      </div>
      <div className="grid gap-0.5">
        <Side name="converted" count={item.successCount} of={answer.success} onClick={() => show(true)} />
        <Side name="dropped off" count={item.failureCount} of={answer.failure} onClick={() => show(false)} />
      </div>
      <div className="tabular-nums md:text-right">
        <p>{oddsWords(item)}</p>
        <p className="text-[0.8125rem] text-muted" title="95 % confidence interval of the odds ratio">
          {intervalWords(item)}
        </p>
      </div>
    </li>
  );
}

interface SideProps {
  name: string;
  count: number;
  of: number;
  onClick: () => void;
}

/** How many of one side have the trait, as a bar and in numbers. */
function Side({ name, count, of, onClick }: SideProps) {
  const share = of === 0 ? 0 : count / of;
  return (
    <button
      type="button"
      disabled={count === 0}
      onClick={onClick}
      className="relative flex min-h-11 items-center justify-between gap-2 rounded-md px-2 text-left text-[0.8125rem] enabled:hover:underline md:min-h-6"
    >
      <span
        aria-hidden
        className={cx(
          "absolute inset-y-0.5 left-0 rounded",
          name === "converted" ? "bg-accent-soft" : "bg-hover",
        )}
        style={{ width: `${share * 100}%` }}
      />
      <span className="relative text-muted">
        {formatPercentShort(share)} of those who {name}
      </span>
      <span className="relative font-medium tabular-nums" data-count={count}>
        {formatNumber(count)}
      </span>
    </button>
  );
}
