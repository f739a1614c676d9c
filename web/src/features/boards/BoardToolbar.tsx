import { Filter as FilterIcon, RefreshCw, RotateCcw, X } from "lucide-react";
import { useState } from "react";
import type { BoardSettings } from "@/api/boards";
import type { Filter, Range } from "@/api/types";
import { Button, IconButton } from "@/components/ui/Button";
import { cx } from "@/lib/cx";
import { formatAge } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import { FilterEditor } from "@/query-builder/FilterEditor";
import { describeFilter } from "@/query-builder/filters/describe";
import { Select } from "@/query-builder/parts/Select";
import { RangePicker } from "@/query-builder/RangePicker";
import type { TileAnswers } from "./useTileAnswers";
import type { BoardLook } from "./useBoardLook";

interface BoardToolbarProps {
  slug: string;
  timeZone: string;
  look: BoardLook;
  settings: BoardSettings;
  answers: TileAnswers;
  /** Keeps range, filter and pace for everybody; absent for those who may not. */
  onKeep?: ((settings: Partial<BoardSettings>) => void) | undefined;
}

const paces = ["0", "15", "30", "60", "300", "900"] as const;
const paceWords: Record<string, string> = {
  "0": "Never by itself",
  "15": "Every 15 s",
  "30": "Every 30 s",
  "60": "Every minute",
  "300": "Every 5 minutes",
  "900": "Every 15 minutes",
};

/** The range and the filter of the whole board, and how fresh it is. */
export function BoardToolbar({ slug, timeZone, look, settings, answers, onKeep }: BoardToolbarProps) {
  const [isFiltering, setFiltering] = useState(look.filter !== null);
  const pace = String(settings.refreshSeconds);
  const options = (paces.some((one) => one === pace) ? paces : [...paces, pace]).map((value) => ({
    value: value as string,
    label: paceWords[value] ?? `Every ${value} s`,
  }));
  return (
    <div className="mb-4 grid grid-cols-[minmax(0,1fr)] gap-3">
      <div
        className="flex flex-wrap items-center gap-2"
        role="group"
        aria-label="Range, filter and freshness"
      >
        <RangePicker
          range={look.range}
          emptyLabel="Reports’ own ranges"
          timeZone={timeZone}
          onChange={(range: Range) => look.setRange(range)}
        />
        {look.range && (
          <IconButton label="Use the reports’ own ranges" onClick={() => look.setRange(null)}>
            <X aria-hidden />
          </IconButton>
        )}
        <Button
          aria-expanded={isFiltering}
          onClick={() => setFiltering(!isFiltering)}
          className="max-w-full min-w-0 md:h-8"
          title={look.filter ? describeFilter(look.filter) : undefined}
        >
          <FilterIcon aria-hidden />
          <span className="max-w-64 truncate">{look.filter ? describeFilter(look.filter) : "Filter"}</span>
        </Button>
        {look.isChanged && (
          <>
            <Button look="ghost" className="md:h-8" onClick={look.reset}>
              <RotateCcw aria-hidden />
              Reset
            </Button>
            {onKeep && (
              <Button
                className="md:h-8"
                onClick={() => {
                  onKeep({ range: look.range, filter: look.filter });
                  look.reset();
                }}
              >
                Keep for everybody
              </Button>
            )}
          </>
        )}
        <Freshness answers={answers}>
          {onKeep && (
            <Select
              label="Refresh"
              plain
              value={pace}
              options={options}
              onChange={(next) => onKeep({ refreshSeconds: Number(next) })}
            />
          )}
        </Freshness>
      </div>
      {isFiltering && (
        <div className="rounded-lg border border-line bg-surface p-3" data-board-filter>
          <FilterEditor
            slug={slug}
            filter={look.filter ?? undefined}
            onChange={(filter: Filter | undefined) => look.setFilter(filter ?? null)}
            startsWithRow={look.filter === null}
            onEmpty={() => setFiltering(false)}
          />
        </div>
      )}
    </div>
  );
}

/** How old the oldest answer in sight is, and a way to newer ones. */
export function Freshness({ answers, children }: { answers: TileAnswers; children?: React.ReactNode }) {
  const now = useNow(1_000);
  return (
    <div className="ml-auto flex items-center gap-1 text-[0.8125rem] text-muted">
      <span className="tabular-nums" data-as-of={answers.asOf ?? ""}>
        {answers.isFetching ? "Asking" : answers.asOf ? `As of ${formatAge(answers.asOf, now)}` : ""}
      </span>
      {children}
      <IconButton label="Refresh" onClick={answers.refresh} disabled={answers.isFetching}>
        <RefreshCw aria-hidden className={cx(answers.isFetching && "animate-spin")} />
      </IconButton>
    </div>
  );
}
