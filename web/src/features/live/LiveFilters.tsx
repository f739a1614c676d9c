import { FilterInput } from "./FilterInput";
import type { LiveFilter } from "./liveFilter";

interface LiveFiltersProps {
  filter: LiveFilter;
  /** Event names to suggest, the most frequent first. */
  names: string[];
  /** Properties of the events in sight, and the values of the chosen one. */
  properties: string[];
  values: string[];
  onChange: (filter: LiveFilter) => void;
}

export function LiveFilters({ filter, names, properties, values, onChange }: LiveFiltersProps) {
  return (
    <div className="grid grid-cols-2 gap-2 px-4 pb-3 sm:px-5" role="group" aria-label="Filters">
      <FilterInput
        label="Filter by event name"
        placeholder="Event name"
        value={filter.event ?? ""}
        suggestions={names}
        onChange={(event) => onChange({ ...filter, event: event || undefined })}
      />
      <FilterInput
        label="Filter by distinct id"
        placeholder="Distinct id"
        value={filter.distinctId ?? ""}
        onChange={(distinctId) => onChange({ ...filter, distinctId: distinctId || undefined })}
      />
      <FilterInput
        className="max-sm:col-span-2"
        label="Filter by a property"
        placeholder="Property"
        value={filter.property ?? ""}
        suggestions={properties}
        onChange={(property) =>
          onChange(
            property
              ? { ...filter, property }
              : { ...filter, property: undefined, value: undefined, op: undefined },
          )
        }
      />
      <div className="flex gap-2 max-sm:col-span-2">
        <select
          aria-label="How the value is compared"
          disabled={!filter.property}
          value={filter.op ?? "is"}
          onChange={(event) =>
            onChange({ ...filter, op: event.target.value === "contains" ? "contains" : undefined })
          }
          className="h-11 shrink-0 rounded-lg border border-line bg-sunken px-2 text-base disabled:opacity-50 md:h-9 md:text-sm"
        >
          <option value="is">is</option>
          <option value="contains">contains</option>
        </select>
        <FilterInput
          label="Filter by its value"
          placeholder="Any value"
          disabled={!filter.property}
          value={filter.value ?? ""}
          suggestions={values}
          onChange={(value) => onChange({ ...filter, value: value || undefined })}
        />
      </div>
    </div>
  );
}
