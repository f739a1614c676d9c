import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { keysQuery } from "@/api/keys";
import { Card, CardTitle } from "@/components/ui/Card";
import { buttonLook } from "@/components/ui/Button";
import { ErrorNotice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";
import { FirstEvent } from "@/features/install/FirstEvent";
import { KeyCard } from "./KeyCard";
import { SitesCard } from "./SitesCard";

export function KeysSection() {
  const { slug, role, session } = useFrame();
  const keys = useQuery(keysQuery(slug));
  if (keys.error) return <ErrorNotice error={keys.error} onRetry={() => void keys.refetch()} />;
  const all = keys.data?.items;
  return (
    <>
      <Card labelledBy="install-title">
        <CardTitle id="install-title" aside={<FirstEvent />}>
          Install
        </CardTitle>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 px-4 pb-4 sm:px-5">
          <p className="min-w-0 flex-1 basis-64 text-muted">
            Pick what you have, copy its lines, and watch the first event arrive: Cairn’s own, or the client
            you have with another address.
          </p>
          <Link to="/p/$slug/install" params={{ slug }} className={buttonLook("primary")}>
            Install
          </Link>
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
