import { useQuery } from "@tanstack/react-query";
import { catalogPropertiesQuery } from "@/api/catalog";
import type { PropertyFilter } from "@/api/types";
import { listOf } from "./complete";
import { typeOf, type PropertyType } from "./operators";

/** What the catalog says a property holds; where it does not know it, what the filter's own value suggests. */
export function usePropertyType(
  slug: string,
  filter: Partial<PropertyFilter>,
  event: string | null | undefined,
): PropertyType {
  const scope = filter.scope ?? "event";
  const { data } = useQuery({
    ...catalogPropertiesQuery(slug, { scope, event: event ?? null }),
    enabled: Boolean(filter.property) && scope !== "cohort",
  });
  const known = data?.items.find((property) => property.name === filter.property);
  if (known) return typeOf(known);
  const [value] = listOf(filter.value);
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "text";
}
