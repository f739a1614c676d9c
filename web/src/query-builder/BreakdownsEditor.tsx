import { Plus } from "lucide-react";
import type { Breakdown } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { faultsAt } from "./faults";
import { Faults } from "./FilterEditor";
import type { FilterScope } from "./filters/FilterRow";
import { usePropertyType } from "./filters/usePropertyType";
import { Removable } from "./parts/Removable";
import { Select } from "./parts/Select";
import { PropertyPicker } from "./PropertyPicker";

/** As many as the server takes. */
export const mostBreakdowns = 3;

interface BreakdownsEditorProps {
  slug: string;
  breakdowns: readonly Breakdown[];
  onChange: (breakdowns: Breakdown[] | undefined) => void;
  /** The event whose properties are offered; absent or null: any event's. */
  event?: string | null | undefined;
  scopes?: readonly FilterScope[];
  error?: unknown;
}

/** By which properties the answer is split; a row whose property is not chosen yet is the empty text. */
export function BreakdownsEditor(props: BreakdownsEditorProps) {
  const { slug, breakdowns, onChange, event, error } = props;
  const put = (next: Breakdown[]) => onChange(next.length === 0 ? undefined : next);
  return (
    <div className="grid min-w-0 gap-1.5" role="group" aria-label="Breakdowns">
      {breakdowns.map((breakdown, index) => (
        <BreakdownRow
          key={index}
          slug={slug}
          breakdown={breakdown}
          event={event}
          scopes={props.scopes ?? ["event", "person", "session", "group", "cohort"]}
          faults={faultsAt(error, `/breakdowns/${index}`)}
          onChange={(next) => put(breakdowns.with(index, next))}
          onRemove={() => put(breakdowns.toSpliced(index, 1))}
        />
      ))}
      <Button
        look="ghost"
        className="-ml-1 w-fit px-2 md:h-8"
        disabled={breakdowns.length >= mostBreakdowns}
        onClick={() => put([...breakdowns, { property: "", limit: 10 }])}
      >
        <Plus aria-hidden />
        Breakdown
      </Button>
    </div>
  );
}

interface BreakdownRowProps {
  slug: string;
  breakdown: Breakdown;
  event: string | null | undefined;
  scopes: readonly FilterScope[];
  faults: string[];
  onChange: (next: Breakdown) => void;
  onRemove: () => void;
}

const limits = [3, 5, 10, 25, 50] as const;
const bins = [5, 10, 20] as const;

function BreakdownRow({ slug, breakdown, event, scopes, faults, onChange, onRemove }: BreakdownRowProps) {
  const { property, scope, limit, bins: binned, ...rest } = breakdown;
  const type = usePropertyType(slug, { property, ...(scope ? { scope } : {}) }, event);
  const named = { ...rest, property, ...(scope ? { scope } : {}) };
  const choice = binned !== undefined ? `bins:${binned}` : `limit:${limit ?? 25}`;
  const choices = [
    ...withNumber(limits, binned === undefined ? (limit ?? 25) : undefined).map((count) => ({
      value: `limit:${count}`,
      label: `largest ${count}`,
    })),
    ...(type === "number" ? withNumber(bins, binned) : binned !== undefined ? [binned] : []).map((count) => ({
      value: `bins:${count}`,
      label: `${count} spans`,
    })),
  ];
  return (
    <div className="grid gap-1" data-breakdown={property}>
      <Removable label="Remove this breakdown" onRemove={onRemove}>
        <PropertyPicker
          slug={slug}
          event={event}
          scopes={scopes}
          value={{ property, scope }}
          wrong={faults.length > 0}
          label="Choose a property"
          onChange={(picked) =>
            onChange({
              property: picked.property,
              ...(picked.scope === "event" ? {} : { scope: picked.scope }),
              ...(limit !== undefined && picked.scope !== "cohort" ? { limit } : {}),
            })
          }
        />
        {property !== "" && scope !== "cohort" && (
          <Select
            label="How many values"
            value={choice}
            options={choices}
            onChange={(next) => {
              const count = Number(next.split(":")[1]);
              if (next.startsWith("bins:")) onChange({ ...named, bins: count });
              else onChange(count === 25 ? named : { ...named, limit: count });
            }}
          />
        )}
      </Removable>
      <Faults messages={property === "" ? [] : faults} />
    </div>
  );
}

/** The usual numbers and the one in use, in order. */
function withNumber(usual: readonly number[], used: number | undefined): number[] {
  return [...new Set(used === undefined ? usual : [...usual, used])].sort((one, other) => one - other);
}
