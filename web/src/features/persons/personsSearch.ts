import { namingProperties } from "@/lib/personName";

/** What the URL of the list of persons holds. */
export interface PersonsSearch {
  search: string;
  /** Properties as columns; null: those that most persons have. */
  columns: string[] | null;
}

export function readPersonsSearch(raw: Record<string, unknown>): PersonsSearch {
  const { search, columns } = raw;
  return {
    search: typeof search === "string" || typeof search === "number" ? String(search) : "",
    columns: Array.isArray(columns)
      ? [...new Set(columns.filter((name) => typeof name === "string"))].slice(0, 20)
      : null,
  };
}

/** The properties to show without a choice: the three that most of these persons have, none that names them. */
export function usualColumns(persons: readonly { properties: Record<string, unknown> }[]): string[] {
  return propertiesOf(persons)
    .filter((name) => !namingProperties.includes(name) && !name.startsWith("$"))
    .slice(0, 3);
}

/** All properties that any of these persons has, the most frequent first, then by name. */
export function propertiesOf(persons: readonly { properties: Record<string, unknown> }[]): string[] {
  const counts = new Map<string, number>();
  for (const person of persons) {
    for (const name of Object.keys(person.properties)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name]) => name);
}
