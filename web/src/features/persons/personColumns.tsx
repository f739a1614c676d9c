import type { PersonItem } from "@/api/types";
import { Age } from "@/components/ui/Age";
import type { Column } from "@/components/ui/DataTable";
import { PropertyValue } from "@/components/ui/PropertyValue";
import { formatCalendarDay, formatDateTime, formatNumber } from "@/lib/format";
import { PersonLink } from "@/components/PersonLink";

/** Who, what is known of them, when they were seen and how much they did. */
export function personColumns(slug: string, timeZone: string, properties: string[]): Column<PersonItem>[] {
  return [
    {
      id: "person",
      header: "Person",
      cell: (person) => (
        <PersonLink
          slug={slug}
          personId={person.id}
          distinctIds={person.distinctIds}
          properties={person.properties}
        />
      ),
    },
    ...properties.map((name, index): Column<PersonItem> => ({
      id: `property:${name}`,
      header: <span title={name}>{name}</span>,
      width: 10,
      from: index === 0 ? "md" : "lg",
      cell: (person) => <PropertyValue value={person.properties[name]} />,
    })),
    {
      id: "firstSeen",
      header: "First seen",
      width: 8.5,
      from: "md",
      cell: (person) => (
        <time dateTime={person.firstSeen} title={formatDateTime(person.firstSeen, timeZone)}>
          {formatCalendarDay(person.firstSeen, timeZone)}
        </time>
      ),
    },
    {
      id: "lastSeen",
      header: "Last seen",
      width: 6.5,
      cell: (person) => <Age at={person.lastSeen} timeZone={timeZone} />,
    },
    {
      id: "events",
      header: "Events",
      width: 6,
      align: "right",
      from: "sm",
      cell: (person) => <span data-events={person.events}>{formatNumber(person.events)}</span>,
    },
  ];
}
