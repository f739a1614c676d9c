import { Link } from "@tanstack/react-router";
import { Card, CardTitle } from "@/components/ui/Card";
import { LiveIndicator } from "./LiveIndicator";
import { LiveList } from "./LiveList";
import { useLiveFeed } from "./useLiveFeed";

const everything = {};
const shownLines = 6;

interface LiveStripProps {
  slug: string;
  timeZone: string;
  onArrival: () => void;
}

/** The newest few events as they arrive; the live page has the rest. */
export function LiveStrip({ slug, timeZone, onArrival }: LiveStripProps) {
  const { query, state } = useLiveFeed(slug, everything, onArrival, shownLines);
  return (
    <Card labelledBy="live-title">
      <CardTitle id="live-title" aside={<LiveIndicator state={state} paused={false} />}>
        Live events
      </CardTitle>
      <div className="border-t border-line">
        <LiveList
          items={query.data?.slice(0, shownLines)}
          error={query.error}
          onRetry={() => void query.refetch()}
          empty="Waiting for the first event. It appears here by itself."
          timeZone={timeZone}
          slug={slug}
        />
      </div>
      {(query.data?.length ?? 0) > 0 && (
        <Link
          to="/p/$slug/live"
          params={{ slug }}
          className="flex min-h-11 items-center border-t border-line px-4 font-medium text-accent underline-offset-2 hover:underline sm:px-5 md:min-h-10"
        >
          All live events
        </Link>
      )}
    </Card>
  );
}
