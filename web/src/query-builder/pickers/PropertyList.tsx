import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { catalogPropertiesQuery, cohortsQuery, groupTypesQuery } from "@/api/catalog";
import type { CatalogProperty, Scope } from "@/api/types";
import { formatCompact, formatNumber } from "@/lib/format";
import { typeOf, type PropertyType } from "../filters/operators";
import { ScopeIcon, TypeIcon } from "./icons";
import { matches } from "./matches";
import { PickList, type PickItem, type PickSection } from "./PickList";
import { ScopeTabs } from "./ScopeTabs";
import { useSearchedList } from "./useSearchedList";

interface PropertyListProps {
  slug: string;
  event: string | null | undefined;
  value: { property?: string | undefined; scope?: Scope | undefined };
  label: string;
  scopes: readonly ("event" | "person" | "session" | "group" | "cohort")[];
  numbersOnly: boolean;
  onPick: (picked: { property: string; scope: Scope; type: PropertyType }) => void;
}

/** The properties of one scope at a time; the tabs name the others. */
export function PropertyList(props: PropertyListProps) {
  const { slug, event, value, label, scopes, numbersOnly, onPick } = props;
  const [search, setSearch] = useState("");
  const [scope, setScope] = useState<Scope>(value.scope ?? "event");
  const groupTypes = useQuery({ ...groupTypesQuery(slug), enabled: scopes.includes("group") });
  const tabs = scopes.flatMap((name): Scope[] =>
    name === "group" ? (groupTypes.data ?? []).map((type): Scope => `group:${type}`) : [name],
  );
  const list = useSearchedList(
    (asked) => catalogPropertiesQuery(slug, { scope, event }, asked),
    search,
    (property) => `${property.name} ${property.description ?? ""}`,
    scope !== "cohort",
  );
  const cohorts = useQuery({ ...cohortsQuery(slug), enabled: scope === "cohort" });
  const isCohort = scope === "cohort";
  const sections: PickSection[] = isCohort
    ? [{ items: cohortItems(cohorts.data ?? [], search, value) }]
    : propertySections(list.items, { search, numbersOnly, scope, value });

  const pick = (item: PickItem) => {
    const known = list.items.find((property) => property.name === item.text);
    onPick({
      property: isCohort ? item.key : item.text,
      scope,
      type: known ? typeOf(known) : "text",
    });
  };
  return (
    <PickList
      label={`${label}…`}
      search={search}
      onSearch={setSearch}
      sections={sections}
      loading={isCohort ? cohorts.isPending : list.isLoading}
      error={isCohort ? cohorts.error : list.error}
      onRetry={isCohort ? () => void cohorts.refetch() : list.refetch}
      empty={
        isCohort
          ? "No cohorts yet. Make one on the page Cohorts."
          : numbersOnly
            ? "No property with numbers here."
            : "No property here by that name."
      }
      onPick={pick}
      tabs={tabs.length > 1 && <ScopeTabs scopes={tabs} value={scope} onChange={setScope} />}
    />
  );
}

interface Shown {
  search: string;
  numbersOnly: boolean;
  scope: Scope;
  value: { property?: string | undefined; scope?: Scope | undefined };
}

function propertySections(properties: CatalogProperty[], shown: Shown): PickSection[] {
  const { search, numbersOnly, scope, value } = shown;
  const typed = search.trim();
  const items = (part: CatalogProperty[]): PickItem[] =>
    part
      .filter((property) => !numbersOnly || property.types.includes("number") || property.kind === "number")
      .map((property) => ({
        key: `${scope}:${property.name}`,
        text: property.name,
        hint: property.description ?? undefined,
        icon: <TypeIcon type={typeOf(property)} />,
        aside: property.count === null ? undefined : formatCompact(property.count),
        chosen: property.name === value.property && scope === (value.scope ?? "event"),
      }));
  const own = items(properties.filter((property) => !property.builtIn));
  const builtIn = items(properties.filter((property) => property.builtIn));
  const isNew = typed !== "" && !properties.some((property) => property.name === typed);
  return [
    { items: own },
    { title: own.length > 0 ? "Always there" : undefined, items: builtIn },
    {
      title: "Not seen lately",
      items: isNew ? [{ key: `new:${typed}`, text: typed, hint: "Use this name anyway" }] : [],
    },
  ].map(({ title, items: listed }) => ({ ...(title ? { title } : {}), items: listed }));
}

function cohortItems(
  cohorts: { key: string; name: string; count: number | null }[],
  search: string,
  value: PropertyListProps["value"],
): PickItem[] {
  return cohorts
    .filter((cohort) => matches(cohort.name, search))
    .map((cohort) => ({
      key: cohort.key,
      text: cohort.name,
      icon: <ScopeIcon scope="cohort" />,
      aside: cohort.count === null ? undefined : `${formatNumber(cohort.count)} persons`,
      chosen: value.scope === "cohort" && value.property === cohort.key,
    }));
}
