import { ChevronRight } from "lucide-react";
import type { EventItem } from "@/api/types";
import type { Column } from "@/components/ui/DataTable";
import { PropertyValue } from "@/components/ui/PropertyValue";
import { cx } from "@/lib/cx";
import { eventWords } from "@/lib/eventWords";
import { formatDateTime, formatMoment } from "@/lib/format";

interface EventColumnsProps {
  timeZone: string;
  properties: string[];
  open: ReadonlySet<string>;
  onToggle: (id: string) => void;
}

/** What happened, when and by whom; then the chosen properties, or what the event carries in a line. */
export function eventColumns({
  timeZone,
  properties,
  open,
  onToggle,
}: EventColumnsProps): Column<EventItem>[] {
  const now = new Date();
  return [
    {
      id: "event",
      header: "Event",
      width: 15,
      cell: (item) => (
        <button
          type="button"
          data-row-focus
          aria-expanded={open.has(item.id)}
          onClick={() => onToggle(item.id)}
          title={item.event}
          className="flex min-h-11 w-full min-w-0 items-center gap-2 rounded-md text-left after:absolute after:inset-0 md:min-h-9"
        >
          <ChevronRight
            aria-hidden
            className={cx(
              "size-3.5 shrink-0 text-faint transition-transform duration-150",
              open.has(item.id) && "rotate-90",
            )}
          />
          <span className="truncate font-medium">{item.event}</span>
        </button>
      ),
    },
    ...(properties.length > 0
      ? properties.map((name): Column<EventItem> => ({
          id: `property:${name}`,
          header: <span title={name}>{name}</span>,
          width: 11,
          from: "md",
          cell: (item) => <PropertyValue value={propertyOf(item, name)} />,
        }))
      : [
          {
            id: "words",
            header: "Carries",
            from: "md",
            cell: (item: EventItem) => (
              <span className="text-muted" title={eventWords(item)}>
                {eventWords(item)}
              </span>
            ),
          } satisfies Column<EventItem>,
        ]),
    {
      id: "person",
      header: "Distinct id",
      ...(properties.length > 0 ? {} : { width: 13 }),
      from: "sm",
      cell: (item) => <span title={item.distinctId}>{item.distinctId}</span>,
    },
    {
      id: "time",
      header: "Time",
      width: 11,
      align: "right",
      cell: (item) => (
        <time
          dateTime={item.timestamp}
          title={formatDateTime(item.timestamp, timeZone)}
          className="text-[0.8125rem] text-muted"
        >
          {formatMoment(item.timestamp, timeZone, now)}
        </time>
      ),
    },
  ];
}

/** A property of an event; a dot leads into an object that it holds. */
export function propertyOf(item: EventItem, name: string): unknown {
  if (name in item.properties) return item.properties[name];
  return name
    .split(".")
    .reduce<unknown>(
      (inside, part) =>
        typeof inside === "object" && inside !== null ? (inside as Record<string, unknown>)[part] : undefined,
      item.properties,
    );
}
