import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useId, type ReactNode } from "react";
import { request } from "@/api/http";
import { paths } from "@/api/paths";
import { isLoading, sampleQuery } from "@/api/sample";
import type { CreatedProject, EventItem, Page } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { LoadSample } from "@/features/install/LoadSample";
import { QuickInstall } from "@/features/install/QuickInstall";
import { TestEventButton } from "@/features/install/TestEventButton";
import { formatNumber } from "@/lib/format";

interface FirstDataProps {
  created: CreatedProject;
  onOpen: () => void;
}

/** The last step of a new project: sample data, or the first event of one's own. */
export function FirstData({ created, onOpen }: FirstDataProps) {
  const { slug } = created;
  const sample = useQuery(sampleQuery(slug));
  const isDone = sample.data?.state === "done";
  // While the sample data comes in, its events are no event of one's own.
  const first = useFirstEvent(slug, sample.data !== undefined && sample.data.state === "none");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Choice
        title="Load sample data"
        lead="90 days of an invented product, to see what every page shows. Give it a project of its own: it does not mix well with events of yours."
      >
        {isDone ? (
          <Good>{formatNumber(sample.data?.total ?? 0)} events are loaded.</Good>
        ) : (
          <LoadSample slug={slug} />
        )}
      </Choice>
      <Choice
        title="Follow the snippet"
        lead="Paste one of these anywhere. This page sees the event within a second of its arrival."
      >
        <QuickInstall slug={slug} writeKey={created.writeKey} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          {first ? (
            <Good>
              The first event arrived: <b className="font-semibold">{first.event}</b> by {first.distinctId}.
            </Good>
          ) : (
            <p className="flex items-center gap-2 text-muted" role="status">
              <span aria-hidden className="size-2 animate-breathe rounded-full bg-accent" />
              Waiting for the first event
            </p>
          )}
          {!first && <TestEventButton writeKey={created.writeKey} look="secondary" />}
        </div>
      </Choice>
      <div className="flex flex-wrap items-center gap-3">
        <Button look={first || isDone ? "primary" : "secondary"} className="sm:w-fit" onClick={onOpen}>
          Open the project
        </Button>
        {isLoading(sample.data) && (
          <span className="text-[0.8125rem] text-muted">The loading goes on by itself.</span>
        )}
      </div>
    </div>
  );
}

/** Asks every second until there is one. */
function useFirstEvent(slug: string, isAsked: boolean): EventItem | undefined {
  const events = useQuery({
    queryKey: ["project", slug, "first-event"],
    queryFn: ({ signal }) => request<Page<EventItem>>("GET", paths.events(slug, { limit: 1 }), { signal }),
    enabled: isAsked,
    refetchInterval: (query) => (query.state.data?.items.length ? false : 1_000),
  });
  return isAsked ? events.data?.items[0] : undefined;
}

function Choice({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border border-line bg-surface p-4 sm:p-5"
    >
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <p className="text-muted">{lead}</p>
      </div>
      {children}
    </section>
  );
}

function Good({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-2" role="status" data-good>
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-up" />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}
