import type { Filter, PropertyFilter } from "@/api/types";
import { formatPropertyValue } from "@/lib/format";
import { listOf } from "./complete";
import { operatorWords } from "./operators";

/** A name for a cohort's key. */
export type CohortNames = (key: string) => string;

const asKey: CohortNames = (key) => key;

/** A filter as a sentence part: "plan is pro and country is any of AT, DE". */
export function describeFilter(filter: Filter | undefined, cohortName: CohortNames = asKey): string {
  return filter ? words(filter, cohortName, false) : "";
}

function words(filter: Filter, cohortName: CohortNames, inside: boolean): string {
  if ("property" in filter) return rowWords(filter, cohortName);
  if ("cohort" in filter)
    return `${filter.in === false ? "not in" : "in"} the cohort ${cohortName(filter.cohort)}`;
  if ("not" in filter) return `not (${words(filter.not, cohortName, false)})`;
  const items = "and" in filter ? filter.and : filter.or;
  if (items.length === 0) return "and" in filter ? "everything" : "nothing";
  const [only] = items;
  if (items.length === 1 && only) return words(only, cohortName, inside);
  const joined = items.map((item) => words(item, cohortName, true)).join("and" in filter ? " and " : " or ");
  return inside ? `(${joined})` : joined;
}

function rowWords(filter: PropertyFilter, cohortName: CohortNames): string {
  if (filter.scope === "cohort") {
    const isIn = (filter.op === "eq") === (listOf(filter.value)[0] === "in");
    return `${isIn ? "in" : "not in"} the cohort ${cohortName(filter.property)}`;
  }
  const name = propertyLabel(filter.property, filter.scope);
  const value = valueWords(filter);
  return [name, operatorWords(filter.op), value].filter(Boolean).join(" ");
}

/** The value of a row as it is read aloud. */
export function valueWords(filter: Partial<PropertyFilter>): string {
  if (filter.op === "is_set" || filter.op === "is_not_set") return "";
  const values = listOf(filter.value).map(formatPropertyValue);
  return filter.op === "between" ? values.join(" and ") : values.join(", ");
}

/** "plan", "person’s plan", "company’s plan": whose property it is, where it is not the event's. */
export function propertyLabel(property: string, scope: string | undefined): string {
  if (!scope || scope === "event") return property;
  const owner = scope.startsWith("group:") ? scope.slice("group:".length) : scope;
  return `${owner}’s ${property}`;
}
