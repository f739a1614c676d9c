import type { CatalogProperty, Operator, PropertyFilter } from "@/api/types";
import { listOf, valueShape } from "./complete";

/** What a property holds, as far as the editor cares. */
export type PropertyType = "text" | "number" | "boolean" | "time";

/** A property of mixed values is handled as text: every operator works on texts. */
export function typeOf(property: Pick<CatalogProperty, "types" | "kind">): PropertyType {
  if (property.kind === "time") return "time";
  const [only, ...more] = property.types;
  if (more.length > 0) return "text";
  if (only) return only;
  return property.kind === "number" ? "number" : "text";
}

/** An operator as people say it, after the property and before the value. */
export function operatorWords(op: Operator, type: PropertyType = "text"): string {
  const time = type === "time";
  switch (op) {
    case "eq":
      return "is";
    case "neq":
      return "is not";
    case "in":
      return "is any of";
    case "not_in":
      return "is none of";
    case "contains":
      return "contains";
    case "not_contains":
      return "does not contain";
    case "starts_with":
      return "starts with";
    case "ends_with":
      return "ends with";
    case "regex":
      return "matches the pattern";
    case "not_regex":
      return "does not match the pattern";
    case "gt":
      return time ? "is after" : "is greater than";
    case "gte":
      return time ? "is at or after" : "is at least";
    case "lt":
      return time ? "is before" : "is less than";
    case "lte":
      return time ? "is at or before" : "is at most";
    case "between":
      return "is between";
    case "is_set":
      return "is set";
    case "is_not_set":
      return "is not set";
  }
}

const byType: Record<PropertyType, readonly Operator[]> = {
  text: [
    "eq",
    "neq",
    "contains",
    "not_contains",
    "starts_with",
    "ends_with",
    "regex",
    "not_regex",
    "is_set",
    "is_not_set",
  ],
  number: ["eq", "neq", "gt", "gte", "lt", "lte", "between", "is_set", "is_not_set"],
  boolean: ["eq", "neq", "is_set", "is_not_set"],
  time: ["gt", "gte", "lt", "lte", "between", "is_set", "is_not_set"],
};

/** The operators to offer; the one in use is among them even where the type would not suggest it. */
export function operatorsFor(type: PropertyType, used?: Operator): Operator[] {
  const offered = byType[type];
  const shown = used === undefined ? undefined : oneOf(used);
  return shown !== undefined && !offered.includes(shown) ? [...offered, shown] : [...offered];
}

/** "is" takes one value or several: the list knows which of `eq` and `in` it is. */
export function oneOf(op: Operator): Operator {
  if (op === "in") return "eq";
  if (op === "not_in") return "neq";
  return op;
}

/** A row with another operator keeps the values that still fit. */
export function withOperator(filter: Partial<PropertyFilter>, op: Operator): Partial<PropertyFilter> {
  const { value, ...rest } = filter;
  const values = listOf(value);
  switch (valueShape(op)) {
    case "none":
      return { ...rest, op };
    case "list":
      return withValues({ ...rest, op }, values);
    case "one":
      return values.length > 0 ? { ...rest, op, value: values[0] } : { ...rest, op };
    case "pair":
      return values.length > 0 ? { ...rest, op, value: [values[0], values[1] ?? ""] } : { ...rest, op };
  }
}

/** One value is `eq`, several are `in`; likewise `neq` and `not_in`. */
export function withValues(filter: Partial<PropertyFilter>, values: unknown[]): Partial<PropertyFilter> {
  const { value: _, ...rest } = filter;
  const negative = rest.op === "neq" || rest.op === "not_in";
  if (values.length === 0) return { ...rest, op: negative ? "neq" : "eq" };
  if (values.length === 1) return { ...rest, op: negative ? "neq" : "eq", value: values[0] };
  return { ...rest, op: negative ? "not_in" : "in", value: values };
}

/** A number where the property holds numbers, else the text as typed. */
export function typedValue(text: string, type: PropertyType): string | number | boolean {
  const trimmed = text.trim();
  if (type === "boolean" && (trimmed === "true" || trimmed === "false")) return trimmed === "true";
  if (type !== "number" || trimmed === "") return text;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : text;
}
