import { Filter, X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/Button";
import { Menu, MenuChoice } from "@/components/ui/Menu";
import { formatNumber } from "@/lib/format";

interface TimelineFilterProps {
  events: { name: string; count: number }[];
  event: string | null;
  onEvent: (event: string | null) => void;
}

const all = "";

/** Which of a person's events the timeline shows. */
export function TimelineFilter({ events, event, onEvent }: TimelineFilterProps) {
  const listed =
    event === null || events.some((one) => one.name === event)
      ? events
      : [{ name: event, count: 0 }, ...events];
  return (
    <div className="flex min-w-0 items-center">
      <Menu
        label="Events of the timeline"
        trigger={
          <Button
            look="ghost"
            className="min-w-0"
            aria-label={event === null ? "Filter by event" : `Filter by event: ${event}`}
          >
            <Filter aria-hidden />
            <span className="max-w-40 truncate">{event ?? "All events"}</span>
          </Button>
        }
      >
        <MenuChoice
          value={event ?? all}
          options={[
            { value: all, label: "All events" },
            ...listed.map(({ name, count }) => ({
              value: name,
              label: (
                <>
                  <span className="min-w-0 truncate">{name}</span>
                  {count > 0 && (
                    <span className="ml-auto pl-4 text-muted tabular-nums">{formatNumber(count)}</span>
                  )}
                </>
              ),
            })),
          ]}
          onChange={(next) => onEvent(next === all ? null : next)}
        />
      </Menu>
      {event !== null && (
        <IconButton label="Show all events" onClick={() => onEvent(null)}>
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
