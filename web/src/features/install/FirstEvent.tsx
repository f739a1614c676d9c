import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { firstEventQuery } from "@/api/settings";
import { Age } from "@/components/ui/Age";
import { useFrame } from "@/features/frame/useFrame";

/** Watches for the project's first event; once there is one, says which came last. */
export function FirstEvent() {
  const { slug, timeZone } = useFrame();
  const { data: event } = useQuery(firstEventQuery(slug));
  return (
    <div role="status" className="min-w-0 text-[0.8125rem] text-muted" data-first-event={event?.event ?? ""}>
      {event === undefined ? null : event === null ? (
        <span className="inline-flex items-center gap-2">
          <span aria-hidden className="size-2 rounded-full bg-accent motion-safe:animate-pulse" />
          Waiting for the first event
        </span>
      ) : (
        <span className="block wrap-anywhere">
          <Check aria-hidden className="mr-1 inline size-4 align-text-bottom text-up" />
          Events arrive; the newest is{" "}
          <Link
            to="/p/$slug/live"
            params={{ slug }}
            className="inline-block font-medium text-ink underline underline-offset-4 max-md:py-3"
          >
            {event.event}
          </Link>
          , <Age at={event.timestamp} timeZone={timeZone} />
        </span>
      )}
    </div>
  );
}
