import { CircleDashed, MousePointerClick, Quote } from "lucide-react";
import { useState } from "react";
import { catalogEventsQuery } from "@/api/catalog";
import type { CatalogEvent } from "@/api/types";
import { formatAge, formatCompact } from "@/lib/format";
import { PickerButton } from "./pickers/PickerButton";
import { PickList, type PickItem, type PickSection } from "./pickers/PickList";
import { Popup } from "./pickers/Popup";
import { matches } from "./pickers/matches";
import { recentEvents, rememberEvent } from "./pickers/recent";
import { useSearchedList } from "./pickers/useSearchedList";

/** What "any event" leaves out stands in docs/semantics/trends.md. */
export const anyEvent = "Any event";

interface EventPickerProps {
  slug: string;
  /** Null: any event. Undefined: not chosen yet. */
  value: string | null | undefined;
  onChange: (event: string | null) => void;
  label?: string;
  /** False where "any event" makes no sense. */
  allowAny?: boolean;
  wrong?: boolean;
  className?: string;
}

/** Chooses an event by name from those the project has, with their volume and when they were last seen. */
export function EventPicker({
  slug,
  value,
  onChange,
  label = "Choose an event",
  allowAny = true,
  wrong = false,
  className,
}: EventPickerProps) {
  const [open, setOpen] = useState(false);
  const shown = value === null ? anyEvent : (value ?? label);
  return (
    <Popup
      open={open}
      onOpenChange={setOpen}
      label={label}
      className="w-96"
      trigger={
        <PickerButton
          aria-label={value === undefined ? label : `Event: ${shown}`}
          data-event-picker={value ?? ""}
          empty={value === undefined}
          wrong={wrong}
          icon={value === null ? <CircleDashed aria-hidden /> : <MousePointerClick aria-hidden />}
          {...(className ? { className } : {})}
        >
          {shown}
        </PickerButton>
      }
    >
      <EventList
        slug={slug}
        value={value}
        label={label}
        allowAny={allowAny}
        onPick={(event) => {
          if (event !== null) rememberEvent(slug, event);
          setOpen(false);
          onChange(event);
        }}
      />
    </Popup>
  );
}

interface EventListProps {
  slug: string;
  value: string | null | undefined;
  label: string;
  allowAny: boolean;
  onPick: (event: string | null) => void;
}

function EventList({ slug, value, label, allowAny, onPick }: EventListProps) {
  const [search, setSearch] = useState("");
  const [now] = useState(() => new Date());
  const [recent] = useState(() => recentEvents(slug));
  const list = useSearchedList(
    (asked) => catalogEventsQuery(slug, asked),
    search,
    (event) => event.name,
    true,
  );
  const sections = eventSections({ events: list.items, recent, search, allowAny, value, now });
  return (
    <PickList
      label={`${label}…`}
      search={search}
      onSearch={setSearch}
      sections={sections}
      loading={list.isLoading}
      error={list.error}
      onRetry={list.refetch}
      empty="No events yet. They appear here with the first one that is sent."
      onPick={(item) => onPick(item.key === anyKey ? null : item.text)}
    />
  );
}

const anyKey = "any";

interface Shown {
  events: CatalogEvent[];
  recent: string[];
  search: string;
  allowAny: boolean;
  value: string | null | undefined;
  now: Date;
}

/** Recently used first, then any event, then all by volume; what was typed can always be used as it is. */
function eventSections({ events, recent, search, allowAny, value, now }: Shown): PickSection[] {
  const typed = search.trim();
  const byName = new Map(events.map((event) => [event.name, event]));
  const item = (section: string, event: CatalogEvent): PickItem => ({
    key: `${section}:${event.name}`,
    text: event.name,
    chosen: event.name === value,
    aside: `${formatCompact(event.count)} · ${formatAge(event.lastSeen, now)}`,
  });
  const used = recent.flatMap((name) => byName.get(name) ?? []);
  const isNew = typed !== "" && !byName.has(typed) && typed !== anyEvent;
  return [
    {
      items:
        allowAny && matches(anyEvent, typed)
          ? [{ key: anyKey, text: anyEvent, chosen: value === null, icon: <CircleDashed aria-hidden /> }]
          : [],
    },
    { title: "Recently used", items: used.map((event) => item("recent", event)) },
    {
      title: typed ? "Events" : "All events, last 30 days",
      items: events.filter((event) => !used.includes(event)).map((event) => item("event", event)),
    },
    {
      title: "Not seen yet",
      items: isNew
        ? [{ key: `new:${typed}`, text: typed, hint: "Use this name anyway", icon: <Quote aria-hidden /> }]
        : [],
    },
  ];
}
