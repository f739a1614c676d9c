import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { liveSummaryQuery } from "@/api/live";
import { overviewQuery, projectQuery } from "@/api/queries";
import { PageTitle } from "@/components/PageTitle";
import { ErrorNotice } from "@/components/ui/Notice";
import { CountriesCard } from "./CountriesCard";
import { LiveCard } from "./LiveCard";
import { readLiveFilter, type LiveFilter } from "./liveFilter";
import { MinutesCard } from "./MinutesCard";
import { OnlineCard } from "./OnlineCard";
import { TestEventsCard } from "./TestEventsCard";
import { useRefreshOnArrival } from "./useRefreshOnArrival";

const onArrivalAskAgain = { "live-summary": 1_500 } as const;

/** What happens now: the stream, who is online and where, and the last half hour minute by minute. */
export function LivePage() {
  const { slug } = useParams({ from: "/p/$slug/live" });
  const search = useSearch({ from: "/p/$slug/live" });
  const navigate = useNavigate();
  const filter = useMemo(() => readLiveFilter(search), [search]);
  const project = useQuery(projectQuery(slug));
  const summary = useQuery(liveSummaryQuery(slug));
  const overview = useQuery({ ...overviewQuery(slug), refetchInterval: false });
  const names = useMemo(() => (overview.data?.topEvents ?? []).map((item) => item.name), [overview.data]);
  const onArrival = useRefreshOnArrival(slug, onArrivalAskAgain);
  const onFilter = useCallback(
    (next: LiveFilter) =>
      void navigate({
        to: "/p/$slug/live",
        params: { slug },
        search: { ...readLiveFilter({ ...next }) },
        replace: true,
        resetScroll: false,
      }),
    [navigate, slug],
  );
  const timeZone = project.data?.timeZone ?? "UTC";
  const failed = summary.isError && !summary.data;

  return (
    <>
      <PageTitle title="Live" lead="Events as they arrive, within a second." />
      {failed && (
        <ErrorNotice error={summary.error} onRetry={() => void summary.refetch()} className="mb-4" />
      )}
      <div className="grid items-start gap-4 sm:gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid gap-4 sm:gap-5">
          {!failed && <MinutesCard summary={summary.data} timeZone={timeZone} />}
          <LiveCard
            slug={slug}
            timeZone={timeZone}
            filter={filter}
            eventNames={names}
            onFilter={onFilter}
            onArrival={onArrival}
          />
        </div>
        <div className="grid gap-4 sm:gap-5">
          {!failed && (
            <>
              <OnlineCard slug={slug} summary={summary.data} />
              <CountriesCard
                countries={summary.data?.countries}
                minutes={summary.data?.minutes ?? 30}
                onChoose={(country) =>
                  onFilter({ ...filter, property: "$country", value: country, op: undefined })
                }
              />
            </>
          )}
          {project.data && <TestEventsCard project={project.data} />}
        </div>
      </div>
    </>
  );
}
