import { PropertyPicker } from "@/query-builder/PropertyPicker";
import { ValuePicker } from "@/query-builder/ValuePicker";
import { listOf, valueShape } from "@/query-builder/filters/complete";
import {
  oneOf,
  operatorsFor,
  operatorWords,
  withOperator,
  withValues,
} from "@/query-builder/filters/operators";
import { usePropertyType } from "@/query-builder/filters/usePropertyType";
import { Select } from "@/query-builder/parts/Select";
import type { PropertyDraft } from "./draft";
import type { RuleTools } from "./RuleGroup";

interface PropertyRuleProps {
  tools: RuleTools;
  rule: PropertyDraft;
  onChange: (rule: PropertyDraft) => void;
}

/** A property of the person, as it is now. */
export function PropertyRule({ tools, rule, onChange }: PropertyRuleProps) {
  const { filter } = rule;
  const type = usePropertyType(tools.slug, filter, null);
  const op = filter.op ?? "eq";
  const put = (next: PropertyDraft["filter"]) => onChange({ ...rule, filter: { ...next, scope: "person" } });
  return (
    <>
      <PropertyPicker
        slug={tools.slug}
        scopes={["person"]}
        value={{ ...filter, scope: "person" }}
        wrong={tools.strict && !filter.property}
        onChange={(picked) => put({ property: picked.property, op: picked.type === "number" ? "gt" : "eq" })}
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
            slug={tools.slug}
            property={filter.property}
            scope="person"
            op={op}
            type={type}
            value={filter.value}
            onChange={(value) =>
              put(valueShape(op) === "list" ? withValues(filter, listOf(value)) : { ...filter, value })
            }
          />
        </>
      )}
    </>
  );
}
