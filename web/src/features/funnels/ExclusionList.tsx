import { Plus } from "lucide-react";
import type { FunnelQuestion } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { faultsAt } from "@/query-builder/faults";
import { Faults } from "@/query-builder/FilterEditor";
import { Select } from "@/query-builder/parts/Select";
import type { Exclusion } from "@/query-builder/questions/funnel";
import { SelectorRow } from "@/query-builder/SelectorRow";
import { stepOption } from "./funnelWords";

interface ExclusionListProps {
  question: FunnelQuestion;
  change: (next: FunnelQuestion) => void;
  slug: string;
  error: unknown;
}

/** Events that put somebody out of the funnel when they come between two steps. */
export function ExclusionList({ question, change, slug, error }: ExclusionListProps) {
  const { exclusions = [], ...rest } = question;
  const put = (next: Exclusion[]) => change(next.length === 0 ? rest : { ...rest, exclusions: next });
  return (
    <div className="grid min-w-0 gap-2" data-exclusions>
      {exclusions.map((exclusion, index) => (
        <div key={index} className="grid gap-1">
          <SelectorRow
            slug={slug}
            selector={exclusion}
            label="Choose what excludes"
            error={error}
            pointer={`/exclusions/${index}`}
            onChange={(next) => put(exclusions.with(index, next))}
            onRemove={() => put(exclusions.toSpliced(index, 1))}
            extra={
              question.order === "any" ? null : (
                <Between
                  exclusion={exclusion}
                  steps={question.steps}
                  onChange={(next) => put(exclusions.with(index, next))}
                />
              )
            }
          />
          <Faults messages={ownFaults(error, index)} />
        </div>
      ))}
      <Button
        look="ghost"
        className="-ml-1 w-fit px-2 md:h-8"
        onClick={() => put([...exclusions, { event: "", from: 0, to: question.steps.length - 1 }])}
      >
        <Plus aria-hidden />
        Exclusion
      </Button>
    </div>
  );
}

/** Faults of the exclusion itself; those of its event and filter stand in its row. */
function ownFaults(error: unknown, index: number): string[] {
  const at = `/exclusions/${index}`;
  const inRow = [...faultsAt(error, `${at}/event`), ...faultsAt(error, `${at}/where`)];
  return faultsAt(error, at).filter((message) => !inRow.includes(message));
}

interface BetweenProps {
  exclusion: Exclusion;
  steps: FunnelQuestion["steps"];
  onChange: (next: Exclusion) => void;
}

function Between({ exclusion, steps, onChange }: BetweenProps) {
  const options = steps.map(stepOption);
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1.5">
      <span className="text-muted">between</span>
      <Select
        label="After step"
        value={String(exclusion.from)}
        options={options.slice(0, -1)}
        onChange={(next) =>
          onChange({ ...exclusion, from: Number(next), to: Math.max(exclusion.to, Number(next) + 1) })
        }
      />
      <span className="text-muted">and</span>
      <Select
        label="Before step"
        value={String(exclusion.to)}
        options={options.slice(1)}
        onChange={(next) =>
          onChange({ ...exclusion, to: Number(next), from: Math.min(exclusion.from, Number(next) - 1) })
        }
      />
    </span>
  );
}
