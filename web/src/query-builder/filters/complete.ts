import type { Filter, Operator, PropertyFilter } from "@/api/types";

/** What an operator wants as its value. */
export type ValueShape = "none" | "list" | "one" | "pair";

export function valueShape(op: Operator): ValueShape {
  switch (op) {
    case "is_set":
    case "is_not_set":
      return "none";
    case "eq":
    case "neq":
    case "in":
    case "not_in":
      return "list";
    case "between":
      return "pair";
    default:
      return "one";
  }
}

/** Whether a row says all it must: a property, an operator and as many values as that wants. */
export function isComplete(filter: Partial<PropertyFilter>): filter is PropertyFilter {
  if (!filter.property || !filter.op) return false;
  switch (valueShape(filter.op)) {
    case "none":
      return true;
    case "list":
      return listOf(filter.value).length > 0;
    case "one":
      return listOf(filter.value).some((value) => value !== "");
    case "pair": {
      const pair = listOf(filter.value);
      return pair.length === 2 && pair.every((value) => value !== "" && value !== null);
    }
  }
}

/** A filter's value as a list; absent is the empty one. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Whether a whole filter can be asked. */
export function isAskable(filter: Filter): boolean {
  if ("property" in filter) return isComplete(filter);
  if ("cohort" in filter) return filter.cohort !== "";
  if ("not" in filter) return isAskable(filter.not);
  return ("and" in filter ? filter.and : filter.or).every(isAskable);
}
