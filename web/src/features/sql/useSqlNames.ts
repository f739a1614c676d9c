import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { catalogEventsQuery, catalogPropertiesQuery } from "@/api/catalog";
import type { SqlNames } from "./completions";

/** The project's event names and properties, to be completed and listed. */
export function useSqlNames(slug: string): SqlNames {
  const events = useQuery(catalogEventsQuery(slug)).data?.items;
  const properties = useQuery(catalogPropertiesQuery(slug, { scope: "event" })).data?.items;
  return useMemo(() => ({ events: events ?? [], properties: properties ?? [] }), [events, properties]);
}
