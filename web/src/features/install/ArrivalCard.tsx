import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { recentRequestsQuery } from "@/api/keys";
import type { WriteKey } from "@/api/types";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { mayWith } from "@/features/settings/sections";
import { Arrived } from "./Arrived";
import { FirstEvent } from "./FirstEvent";
import type { Recipe } from "./recipe";
import { formatName, newestOf } from "./recognised";
import { TestEventButton } from "./TestEventButton";

interface ArrivalCardProps {
  recipe: Recipe;
  writeKey: WriteKey;
}

/** Waits for the first request with the key, and says what was recognised of it. */
export function ArrivalCard({ recipe, writeKey }: ArrivalCardProps) {
  const { role } = useFrame();
  return (
    <Card labelledBy="arrival-title">
      <CardTitle id="arrival-title">Watch it arrive</CardTitle>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 pb-5 sm:px-5">
        {mayWith(role, "admin") ? <Requests recipe={recipe} writeKey={writeKey} /> : <EventsOnly />}
        <div className="border-t border-line pt-4">
          <p className="pb-2 text-muted">
            No client at hand? This sends one event over HTTP, which counts as every other.
          </p>
          <TestEventButton writeKey={writeKey.key} look="secondary" />
        </div>
      </div>
    </Card>
  );
}

function Requests({ recipe, writeKey }: ArrivalCardProps) {
  const { slug } = useFrame();
  const requests = useQuery(recentRequestsQuery(slug, writeKey.id));
  if (requests.error && !requests.data)
    return <ErrorNotice error={requests.error} onRetry={() => void requests.refetch()} />;
  if (!requests.data) return <Skeleton className="h-24" />;
  const { request, isWanted } = newestOf(requests.data.items, recipe.format);
  return (
    <>
      {!isWanted && (
        <p role="status" className="flex items-start gap-2.5" data-waiting>
          <span aria-hidden className="mt-1.5 size-2 shrink-0 animate-breathe rounded-full bg-accent" />
          <span>
            Waiting for the first event
            <span className="block text-[0.8125rem] text-muted">
              {request
                ? `Requests come with this key, but none as ${formatName(recipe.format)} yet. This came last:`
                : `This page sees it within two seconds of its arrival with the key ${writeKey.name}.`}
            </span>
          </span>
        </p>
      )}
      {request && <Arrived request={request} />}
      <p className="text-[0.8125rem] text-muted">
        {isWanted ? "More of this: " : "Nothing comes? Look at "}
        <Link
          to="/p/$slug/settings/keys/$keyId"
          params={{ slug, keyId: writeKey.id }}
          className="inline-block font-medium text-ink underline underline-offset-4 max-md:py-3"
        >
          the last requests of the key
        </Link>{" "}
        and what became of each.
        {!isWanted &&
          " What is refused before its key is known, such as a key with a typing error, is not there: the client gets 401."}
      </p>
    </>
  );
}

/** For who may not read what came with a key. */
function EventsOnly() {
  const { slug, role } = useFrame();
  return (
    <>
      <FirstEvent />
      <p className="text-[0.8125rem] text-muted">
        Your role here is {role}. You see stored events, under{" "}
        <Link
          to="/p/$slug/live"
          params={{ slug }}
          className="inline-block font-medium text-ink underline underline-offset-4 max-md:py-3"
        >
          Live
        </Link>{" "}
        as they come. Requests that were refused, and why, are shown to admins: ask one to open this page.
      </p>
    </>
  );
}
