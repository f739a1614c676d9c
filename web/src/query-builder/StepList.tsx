import { Plus } from "lucide-react";
import type { Selector } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { anyEvent } from "./EventPicker";
import { faultsAt } from "./faults";
import { Faults } from "./FilterEditor";
import { moved, useListKeys } from "./parts/keys";
import { SortableList } from "./parts/SortableList";
import { SelectorRow } from "./SelectorRow";

export const mostSteps = 20;

interface StepListProps {
  slug: string;
  /** A step whose event is the empty text is not chosen yet. */
  steps: Selector[];
  onChange: (steps: Selector[]) => void;
  error?: unknown;
}

/** The steps of a funnel, put in order by dragging or with the keyboard. */
export function StepList({ slug, steps, onChange, error }: StepListProps) {
  const keys = useListKeys();
  const insert = (index: number, added: Selector) => {
    keys.insert(index);
    onChange(steps.toSpliced(index, 0, added));
  };
  return (
    <div className="grid min-w-0 gap-2" data-step-list>
      <SortableList
        label="Steps"
        keys={keys.for(steps.length)}
        nameOf={(index) => `step ${index + 1}, ${stepName(steps[index])}`}
        onMove={(from, to) => {
          keys.move(from, to);
          onChange(moved(steps, from, to));
        }}
      >
        {(index, handle) => {
          const step = steps[index];
          if (!step) return null;
          return (
            <SelectorRow
              slug={slug}
              selector={step}
              handle={handle}
              badge={index + 1}
              label={`Choose step ${index + 1}`}
              error={error}
              pointer={`/steps/${index}`}
              onChange={(next) => onChange(steps.with(index, next))}
              onDuplicate={steps.length < mostSteps ? () => insert(index + 1, step) : undefined}
              onRemove={
                steps.length > 2
                  ? () => {
                      keys.remove(index);
                      onChange(steps.toSpliced(index, 1));
                    }
                  : undefined
              }
            />
          );
        }}
      </SortableList>
      <Button
        look="ghost"
        className="w-fit px-2 md:h-8"
        disabled={steps.length >= mostSteps}
        onClick={() => insert(steps.length, { event: "" })}
      >
        <Plus aria-hidden />
        Step
      </Button>
      <Faults messages={faultsAt(error, "/steps").filter((_, index) => index === 0 && steps.length < 2)} />
    </div>
  );
}

export function stepName(step: Selector | undefined): string {
  if (!step || step.event === "") return "not chosen yet";
  return step.name ?? step.event ?? anyEvent;
}
