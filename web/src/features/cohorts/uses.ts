import type { Cohort, Report } from "@/api/types";

/** What names a cohort, by name. */
export interface CohortUses {
  cohorts: { key: string; name: string }[];
  reports: { id: string; name: string; kind: Report["kind"] }[];
}

/** Which other cohorts are defined by this one and which saved reports ask about it. */
export function usesOf(
  { id, key }: Pick<Cohort, "id" | "key">,
  cohorts: readonly Pick<Cohort, "id" | "key" | "name" | "definition">[],
  reports: readonly Pick<Report, "id" | "name" | "kind" | "query">[],
): CohortUses {
  const names = (value: unknown) => value === id || value === key;
  return {
    cohorts: cohorts.filter((other) => other.id !== id && isNamed(other.definition, names)),
    reports: reports.filter((report) => isNamed(report.query, names)),
  };
}

/** Whether anything inside is a filter or a breakdown by the cohort. */
function isNamed(value: unknown, names: (value: unknown) => boolean): boolean {
  if (Array.isArray(value)) return value.some((item) => isNamed(item, names));
  if (typeof value !== "object" || value === null) return false;
  const part = value as Record<string, unknown>;
  if (names(part["cohort"]) || (part["scope"] === "cohort" && names(part["property"]))) return true;
  return Object.values(part).some((item) => isNamed(item, names));
}
