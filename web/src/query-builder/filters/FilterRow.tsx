import type { PropertyFilter } from "@/api/types";
import { Removable } from "../parts/Removable";
import { Select } from "../parts/Select";
import { PropertyPicker, type PickedProperty } from "../PropertyPicker";
import { ValuePicker } from "../ValuePicker";
import { listOf, valueShape } from "./complete";
import type { Draft, DraftRow } from "./draft";
import { oneOf, operatorsFor, operatorWords, withOperator, withValues } from "./operators";
import { usePropertyType } from "./usePropertyType";

export type FilterScope = "event" | "person" | "session" | "group" | "cohort";

interface FilterRowProps {
  slug: string;
  event: string | null | undefined;
  scopes: readonly FilterScope[];
  row: DraftRow;
  wrong: boolean;
  onChange: (next: Draft) => void;
  onRemove: () => void;
}

/** One condition: property, operator, value. */
export function FilterRow({ slug, event, scopes, row, wrong, onChange, onRemove }: FilterRowProps) {
  const { filter } = row;
  const type = usePropertyType(slug, filter, event);
  const put = (next: Partial<PropertyFilter>) => onChange({ ...row, filter: next });
  const op = filter.op ?? "eq";
  return (
    <Removable label="Remove this filter" onRemove={onRemove}>
      {row.not && (
        <button
          type="button"
          className="h-11 rounded-lg bg-warn-soft px-2 font-medium text-warn md:h-8"
          aria-label="Not; press to take the not away"
          onClick={() => onChange({ ...row, not: false })}
        >
          not
        </button>
      )}
      <PropertyPicker
        slug={slug}
        event={event}
        scopes={scopes}
        value={filter}
        wrong={wrong}
        onChange={(picked) => onChange(withProperty(row, picked))}
      />
      {filter.property && (
        <>
          <Select
            label="Operator"
            value={oneOf(op)}
            options={operatorsFor(type, op).map((value) => ({ value, label: operatorWords(value, type) }))}
            onChange={(next) => put(withOperator(filter, next))}
          />
          <ValuePicker
            slug={slug}
            property={filter.property}
            scope={filter.scope}
            event={event}
            op={op}
            type={type}
            value={filter.value}
            wrong={wrong}
            onChange={(value) =>
              put(valueShape(op) === "list" ? withValues(filter, listOf(value)) : { ...filter, value })
            }
          />
        </>
      )}
    </Removable>
  );
}

/** Another property starts with the operator that its type suggests; a cohort is a condition of its own kind. */
function withProperty(row: DraftRow, picked: PickedProperty): Draft {
  if (picked.scope === "cohort") return { kind: "cohort", cohort: picked.property, in: true };
  const op = picked.type === "number" ? "gt" : picked.type === "time" ? "gte" : "eq";
  return {
    ...row,
    filter: {
      property: picked.property,
      ...(picked.scope === "event" ? {} : { scope: picked.scope }),
      op,
    },
  };
}
