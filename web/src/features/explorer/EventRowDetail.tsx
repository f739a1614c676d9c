import { Link } from "@tanstack/react-router";
import { Filter, UserRound } from "lucide-react";
import type { EventItem } from "@/api/types";
import { EventDetail } from "@/components/EventDetail";
import { Button, buttonLook } from "@/components/ui/Button";

interface EventRowDetailProps {
  slug: string;
  item: EventItem;
  timeZone: string;
  /** Narrows the list to events of this name; absent where it already is. */
  onEvent?: ((event: string) => void) | undefined;
}

/** All of one event, who did it, and the way to its like. */
export function EventRowDetail({ slug, item, timeZone, onEvent }: EventRowDetailProps) {
  return (
    <div className="sticky left-0 grid max-w-[calc(100vw-2rem)] animate-rise grid-cols-[minmax(0,1fr)] gap-3 bg-sunken px-4 py-3 sm:px-5 lg:max-w-none">
      <EventDetail item={item} timeZone={timeZone} />
      <div className="flex flex-wrap gap-2">
        <Link
          to="/p/$slug/persons/$personId"
          params={{ slug, personId: item.personId }}
          className={buttonLook("secondary")}
        >
          <UserRound aria-hidden />
          Person’s profile
        </Link>
        {onEvent && (
          <Button className="max-w-full min-w-0" onClick={() => onEvent(item.event)}>
            <Filter aria-hidden />
            <span className="truncate">Only {item.event}</span>
          </Button>
        )}
      </div>
    </div>
  );
}
