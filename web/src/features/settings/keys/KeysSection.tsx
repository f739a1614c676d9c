import { useQuery } from "@tanstack/react-query";
import { keysQuery } from "@/api/keys";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { Snippets } from "@/features/install/Snippets";
import { useNow } from "@/lib/useNow";
import { FirstEvent } from "./FirstEvent";
import { KeyCard } from "./KeyCard";
import { isLive } from "./kinds";
import { SitesCard } from "./SitesCard";

export function KeysSection() {
  const { slug, role, session } = useFrame();
  const keys = useQuery(keysQuery(slug));
  const now = useNow(30_000);
  if (keys.error) return <ErrorNotice error={keys.error} onRetry={() => void keys.refetch()} />;
  const all = keys.data?.items;
  const writeKey = all?.find((key) => key.kind === "write" && isLive(key, now) && !key.replacedBy)?.key;
  return (
    <>
      <Card labelledBy="install-title">
        <CardTitle id="install-title" aside={<FirstEvent />}>
          Install
        </CardTitle>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 pb-5 sm:px-5">
          {!all ? (
            <Skeleton className="h-48" />
          ) : writeKey ? (
            <Snippets writeKey={writeKey} />
          ) : (
            <Notice tone="warn">
              No write key is in use: no page can send events. Make a write key below.
            </Notice>
          )}
        </div>
      </Card>
      <KeyCard place={slug} kind="write" keys={all} own={role} />
      <SitesCard />
      <KeyCard place={slug} kind="service" keys={all} own={role} />
      <KeyCard place={slug} kind="api" keys={all} own={role} />
      {session.instanceRole === "owner" && <InstanceKeys />}
    </>
  );
}

/** For every project and the instance itself; its owners' alone. */
function InstanceKeys() {
  const keys = useQuery(keysQuery(null));
  if (keys.error) return <ErrorNotice error={keys.error} onRetry={() => void keys.refetch()} />;
  return (
    <KeyCard
      place={null}
      kind="api"
      keys={keys.data?.items}
      own="owner"
      title="Keys of this Cairn"
      lead="Secret API keys that open every project, and with higher roles this Cairn itself. Only its owners see this."
      button="New key for everything"
    />
  );
}
