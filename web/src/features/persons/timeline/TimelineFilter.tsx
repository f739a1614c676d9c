import { X } from "lucide-react";
import { IconButton } from "@/components/ui/Button";
import { formatNumber } from "@/lib/format";
import { Select } from "@/query-builder/parts/Select";

interface TimelineFilterProps {
  events: { name: string; count: number }[];
  event: string | null;
  onEvent: (event: string | null) => void;
}

const all = "";

/** Which of a person's events the timeline shows. */
export function TimelineFilter({ events, event, onEvent }: TimelineFilterProps) {
  const isListed = event === null || events.some((one) => one.name === event);
  return (
    <div className="flex min-w-0 items-center">
      <Select
        label="Filter by event"
        value={event ?? all}
        className="max-w-56"
        options={[
          { value: all, label: "All events" },
          ...(isListed ? [] : [{ value: event, label: event }]),
          ...events.map(({ name, count }) => ({ value: name, label: `${name} (${formatNumber(count)})` })),
        ]}
        onChange={(next) => onEvent(next === all ? null : next)}
      />
      {event !== null && (
        <IconButton label="Show all events" onClick={() => onEvent(null)}>
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
