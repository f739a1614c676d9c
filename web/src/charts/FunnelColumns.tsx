import { ArrowDown, Clock } from "lucide-react";
import { cx } from "@/lib/cx";
import { formatNumber } from "@/lib/format";
import type { FunnelDrawing, FunnelGroup, FunnelPlace } from "./FunnelBars";
import { droppedWords, funnelShares, medianWords, rateWords, reachedWords, stripes } from "./funnelWords";

/** A column per step; groups stand side by side in it. */
export function FunnelColumns({ steps, drawn, groups, unit, onPlace }: FunnelDrawing) {
  return (
    <div className="overflow-x-auto pb-1" data-scroller>
      <ol
        className="grid"
        style={{
          gridTemplateColumns: `repeat(${steps.length}, minmax(${Math.max(128, drawn.length * 18 + 20)}px, 1fr))`,
        }}
      >
        {steps.map((step, index) => (
          <li
            key={index}
            className={cx("grid min-w-0 content-start gap-3", index > 0 && "border-l border-line")}
            data-step={index}
            data-count={step.count}
            data-dropped={step.dropped}
          >
            <div className="flex min-w-0 items-baseline gap-2 px-3">
              <span className="text-muted tabular-nums">{index + 1}</span>
              <span className="truncate font-medium" title={step.name}>
                {step.name}
              </span>
            </div>
            <div className="relative flex h-56 items-end justify-center gap-1 border-b border-line-strong px-3">
              {drawn.map((group) => (
                <Column key={group.id} {...{ group, index, unit, onPlace }} />
              ))}
            </div>
            <div className="grid gap-0.5 px-3 pb-1 tabular-nums">
              <p className="text-lg leading-6 font-semibold">{rateWords(step.fromFirst)}</p>
              <p>
                {formatNumber(step.count)} {unit}
              </p>
              {index > 0 && (
                <>
                  <p className="text-[0.8125rem] text-muted">
                    {rateWords(step.fromPrevious)} of the step before
                  </p>
                  <p className="flex items-center gap-1 text-[0.8125rem] text-muted">
                    <ArrowDown aria-hidden className="size-3.5" />
                    {formatNumber(step.dropped)} dropped off
                  </p>
                  {medianWords(step) && (
                    <p className="flex items-center gap-1 text-[0.8125rem] text-muted">
                      <Clock aria-hidden className="size-3.5" />
                      {medianWords(step)}
                    </p>
                  )}
                </>
              )}
            </div>
          </li>
        ))}
      </ol>
      {groups && groups.length > 0 && <p className="sr-only">Numbers under the bars are of everybody.</p>}
    </div>
  );
}

interface ColumnProps {
  group: FunnelGroup;
  index: number;
  unit: string;
  onPlace: ((place: FunnelPlace) => void) | undefined;
}

function Column({ group, index, unit, onPlace }: ColumnProps) {
  const step = group.steps[index];
  if (!step) return null;
  const { reached, dropped } = funnelShares(group.steps, index);
  const place = { step: index, ...(group.id ? { group: group.id } : {}) };
  const look =
    "absolute inset-x-0 transition-[filter] duration-150 enabled:hover:brightness-95 dark:enabled:hover:brightness-110";
  return (
    <div className="relative h-full max-w-24 min-w-2.5 flex-1 rounded-t bg-chart-track" data-group={group.id}>
      {step.dropped > 0 && (
        <button
          type="button"
          disabled={!onPlace}
          onClick={() => onPlace?.({ ...place, dropped: true })}
          title={droppedWords(step, index, group, unit)}
          aria-label={droppedWords(step, index, group, unit)}
          data-part="dropped"
          data-value={step.dropped}
          className={cx(look, "rounded-t")}
          style={{
            bottom: `${reached * 100}%`,
            height: `max(3px, ${dropped * 100}%)`,
            backgroundImage: stripes(group.colour),
          }}
        />
      )}
      <button
        type="button"
        disabled={!onPlace || step.count === 0}
        onClick={() => onPlace?.({ ...place, dropped: false })}
        title={reachedWords(step, index, group, unit)}
        aria-label={reachedWords(step, index, group, unit)}
        data-part="reached"
        data-value={step.count}
        className={cx(look, "bottom-0", step.dropped === 0 && "rounded-t")}
        style={{
          height: step.count === 0 ? "1px" : `max(3px, ${reached * 100}%)`,
          backgroundColor: group.colour,
        }}
      />
    </div>
  );
}
