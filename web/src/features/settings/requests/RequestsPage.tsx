import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft, Pause, Play, SearchX } from "lucide-react";
import { useState } from "react";
import { keysQuery, recentRequestsQuery } from "@/api/keys";
import { PageTitle } from "@/components/PageTitle";
import { Button, buttonLook } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { EmptyPage } from "@/components/ui/EmptyPage";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { Segmented } from "@/components/ui/Segmented";
import { TableSkeleton } from "@/components/ui/TableSkeleton";
import { useFrame } from "@/features/frame/useFrame";
import { hasRefusals } from "@/features/install/recognised";
import { formatNumber } from "@/lib/format";
import { usePageSearch } from "@/lib/usePageSearch";
import { mayWith } from "../sections";
import { readRequestsSearch } from "./requestsSearch";
import { RequestList } from "./RequestList";

/** The last 100 requests with a key, as they come, with the verdict on each event. */
export function RequestsPage() {
  const { slug, role } = useFrame();
  return (
    <>
      <Link
        to="/p/$slug/settings/$section"
        params={{ slug, section: "keys" }}
        className={buttonLook("ghost", "mb-1 -ml-3")}
      >
        <ArrowLeft aria-hidden />
        Keys and install
      </Link>
      {mayWith(role, "admin") ? (
        <Requests />
      ) : (
        <>
          <PageTitle title="Last requests" />
          <Notice>
            Your role here is {role}. What came with a key is shown to admins: ask one of the project.
          </Notice>
        </>
      )}
    </>
  );
}

function Requests() {
  const { slug } = useFrame();
  const { keyId = "" } = useParams({ strict: false });
  const [{ show }, change] = usePageSearch(readRequestsSearch);
  const [isPaused, setPaused] = useState(false);
  const keys = useQuery(keysQuery(slug));
  const key = keys.data?.items.find((one) => one.id === keyId);
  const sends = key !== undefined && key.kind !== "api";
  const requests = useQuery({ ...recentRequestsQuery(slug, keyId, isPaused), enabled: sends });

  const all = requests.data?.items ?? [];
  const shown = show === "refusals" ? all.filter(hasRefusals) : all;
  if (keys.error) return <ErrorNotice error={keys.error} onRetry={() => void keys.refetch()} />;
  if (keys.data && !sends)
    return (
      <>
        <PageTitle title="Last requests" />
        <EmptyPage icon={SearchX} title="No key that sends events has this address">
          Choose a write key or a service key under Keys and install.
        </EmptyPage>
      </>
    );
  return (
    <>
      <PageTitle
        title={key ? `Last requests of ${key.name}` : "Last requests"}
        lead="The last 100 requests with this key since the server started, and what became of each event."
      />
      <Card>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line p-3 sm:px-5">
          <Segmented
            label="Which requests"
            value={show}
            options={[
              { value: "all", label: "All" },
              { value: "refusals", label: "With refusals" },
            ]}
            onChange={(next) => change({ show: next === "all" ? undefined : next })}
          />
          <span
            role="status"
            className="text-[0.8125rem] text-muted tabular-nums max-sm:order-last max-sm:w-full"
            data-requests={all.length}
          >
            {requests.data &&
              (isPaused
                ? "Paused"
                : show === "refusals"
                  ? `${formatNumber(shown.length)} of ${formatNumber(all.length)}`
                  : `${formatNumber(all.length)} ${all.length === 1 ? "request" : "requests"}`)}
          </span>
          <Button className="ml-auto" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
            {isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
            {isPaused ? "Go on" : "Pause"}
          </Button>
        </div>
        {requests.error && !requests.data ? (
          <ErrorNotice
            error={requests.error}
            onRetry={() => void requests.refetch()}
            className="m-4 sm:m-5"
          />
        ) : !requests.data ? (
          <TableSkeleton label="requests" />
        ) : (
          <>
            {requests.error && (
              <ErrorNotice error={requests.error} onRetry={() => void requests.refetch()} className="m-3" />
            )}
            <RequestList requests={shown} isNarrowed={show === "refusals" && all.length > 0} />
          </>
        )}
      </Card>
      <p className="max-w-3xl pt-3 text-[0.8125rem] text-muted">
        Kept in memory only, without values of properties, and forgotten when the server ends or a person is
        erased. What is refused before its key is known is not here: a key that there is none of, or a body
        that cannot be read where the key stands in it. Those clients get 401 or 400.
      </p>
    </>
  );
}
