import { useMemo, useState } from "react";
import type { FunnelAnswer } from "@/api/types";
import { FunnelBars, type FunnelGroup, type FunnelPlace } from "@/charts/FunnelBars";
import { Legend } from "@/charts/Legend";
import { breakdownColour } from "@/charts/palette";
import { unitOf } from "./funnelWords";
import { useFunnelPersons } from "./useFunnelPersons";

/** More stand too narrow side by side; the legend shows them. */
const shownAtFirst = 5;

/** The steps as bars; every bar leads to its persons. */
export function FunnelSteps({
  answer,
  title,
  asRows = false,
}: {
  answer: FunnelAnswer;
  title: string;
  asRows?: boolean;
}) {
  const persons = useFunnelPersons(answer);
  const groups = useMemo<FunnelGroup[]>(
    () =>
      (answer.breakdowns ?? []).map(({ value, steps }, index) => ({
        id: JSON.stringify(value),
        name: value.join(", "),
        colour: breakdownColour(index, value),
        steps,
      })),
    [answer.breakdowns],
  );
  const names = groups.map((group) => group.id).join("\n");
  const [hiding, setHiding] = useState<{ names: string; hidden: ReadonlySet<string> } | null>(null);
  const hidden =
    hiding?.names === names ? hiding.hidden : new Set(groups.slice(shownAtFirst).map((group) => group.id));

  const show = ({ step, dropped, group }: FunnelPlace) => {
    const name = answer.steps[step]?.name ?? "";
    const value = group ? (JSON.parse(group) as string[]) : undefined;
    persons.show(
      { step, dropped, ...(value ? { breakdown: value } : {}) },
      [
        dropped ? `Dropped off before step ${step + 1}, ${name}` : `Reached step ${step + 1}, ${name}`,
        value?.join(", "),
      ]
        .filter(Boolean)
        .join(" · "),
    );
  };
  return (
    <>
      <FunnelBars
        label={title}
        asRows={asRows}
        steps={answer.steps}
        groups={groups.filter((group) => !hidden.has(group.id))}
        unit={unitOf(persons.question.by)}
        {...(persons.canShow ? { onPlace: show } : {})}
      />
      {groups.length > 0 && (
        <Legend
          label="Values"
          className="mt-3"
          items={groups.map((group) => ({ ...group, total: group.steps[0]?.count ?? 0 }))}
          hidden={hidden}
          onHidden={(next) => setHiding({ names, hidden: next })}
        />
      )}
    </>
  );
}
