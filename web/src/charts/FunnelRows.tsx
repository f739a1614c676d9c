import { cx } from "@/lib/cx";
import { formatNumber } from "@/lib/format";
import type { FunnelDrawing, FunnelGroup, FunnelPlace } from "./FunnelBars";
import { droppedWords, funnelShares, medianWords, rateWords, reachedWords, stripes } from "./funnelWords";

/** A row per step with lying bars: for phones and for many steps. */
export function FunnelRows({ steps, drawn, groups, unit, onPlace }: FunnelDrawing) {
  return (
    <ol className="grid gap-5">
      {steps.map((step, index) => (
        <li
          key={index}
          className="grid min-w-0 gap-1.5"
          data-step={index}
          data-count={step.count}
          data-dropped={step.dropped}
        >
          <div className="flex min-w-0 items-baseline gap-2">
            <span className="text-muted tabular-nums">{index + 1}</span>
            <span className="min-w-0 flex-1 truncate font-medium" title={step.name}>
              {step.name}
            </span>
            <span className="font-semibold tabular-nums">{rateWords(step.fromFirst)}</span>
          </div>
          {drawn.map((group) => (
            <Row key={group.id} {...{ group, index, unit, onPlace }} isNamed={Boolean(groups?.length)} />
          ))}
          <p className="flex flex-wrap gap-x-3 text-[0.8125rem] text-muted tabular-nums">
            <span>
              {formatNumber(step.count)} {unit}
            </span>
            {index > 0 && (
              <>
                <span>{rateWords(step.fromPrevious)} of the step before</span>
                <span>{formatNumber(step.dropped)} dropped off</span>
                {medianWords(step) && <span>{medianWords(step)}</span>}
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}

interface RowProps {
  group: FunnelGroup;
  index: number;
  unit: string;
  isNamed: boolean;
  onPlace: ((place: FunnelPlace) => void) | undefined;
}

function Row({ group, index, unit, isNamed, onPlace }: RowProps) {
  const step = group.steps[index];
  if (!step) return null;
  const { reached, dropped } = funnelShares(group.steps, index);
  const place = { step: index, ...(group.id ? { group: group.id } : {}) };
  const look =
    "absolute inset-y-0 transition-[filter] duration-150 enabled:hover:brightness-95 dark:enabled:hover:brightness-110";
  return (
    <div className="grid gap-0.5" data-group={group.id}>
      {isNamed && (
        <span className="flex min-w-0 justify-between gap-2 text-[0.8125rem] text-muted">
          <span className="truncate">{group.name}</span>
          <span className="tabular-nums">
            {rateWords(step.fromFirst)} · {formatNumber(step.count)}
          </span>
        </span>
      )}
      <div className="relative h-11 overflow-hidden rounded-md bg-chart-track md:h-8">
        <button
          type="button"
          disabled={!onPlace || step.count === 0}
          onClick={() => onPlace?.({ ...place, dropped: false })}
          title={reachedWords(step, index, group, unit)}
          aria-label={reachedWords(step, index, group, unit)}
          data-part="reached"
          data-value={step.count}
          className={cx(look, "left-0 -outline-offset-2")}
          style={{
            width: step.count === 0 ? "1px" : `max(3px, ${reached * 100}%)`,
            backgroundColor: group.colour,
          }}
        />
        {step.dropped > 0 && (
          <button
            type="button"
            disabled={!onPlace}
            onClick={() => onPlace?.({ ...place, dropped: true })}
            title={droppedWords(step, index, group, unit)}
            aria-label={droppedWords(step, index, group, unit)}
            data-part="dropped"
            data-value={step.dropped}
            className={cx(look, "-outline-offset-2")}
            style={{
              left: `${reached * 100}%`,
              width: `max(3px, ${dropped * 100}%)`,
              backgroundImage: stripes(group.colour),
            }}
          />
        )}
      </div>
    </div>
  );
}
