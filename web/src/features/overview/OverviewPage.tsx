import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { overviewQuery, projectQuery, trendsQuery } from "@/api/queries";
import type { TrendsAnswer } from "@/api/types";
import { Card } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { InstallCard } from "@/features/install/InstallCard";
import { LiveCard } from "@/features/live/LiveCard";
import { cx } from "@/lib/cx";
import { formatAge, formatDay, formatZone } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import { useTitle } from "@/lib/useTitle";
import { overviewMeasures, overviewTrends, type OverviewSearch } from "@/query-builder/overviewTrends";
import { TodayNumbers } from "./TodayNumbers";
import { TopList } from "./TopList";
import { TrendPanel } from "./TrendPanel";
import type { TrendView } from "./TrendToolbar";

interface OverviewPageProps {
  slug: string;
  search: OverviewSearch;
  onSearch: (change: Partial<Record<keyof OverviewSearch, string | undefined>>) => void;
}

export function OverviewPage({ slug, search, onSearch }: OverviewPageProps) {
  const { measure = "persons", range = "28d", event, distinctId } = search;
  const compare = search.compare === "previous";
  const project = useQuery(projectQuery(slug));
  const overview = useQuery(overviewQuery(slug));
  const trend = useQuery(trendsQuery(slug, overviewTrends(range, compare)));
  const daily = useQuery(trendsQuery(slug, overviewTrends("28d", range === "28d" && compare)));
  const onArrival = useRefreshOnArrival(slug);
  const onFilter = useCallback(
    (filter: { event?: string | undefined; distinctId?: string | undefined }) =>
      onSearch({ event: filter.event, distinctId: filter.distinctId }),
    [onSearch],
  );
  const onView = (change: Partial<TrendView>) =>
    onSearch({
      ...(change.range && { range: change.range }),
      ...(change.table !== undefined && { view: change.table ? "table" : undefined }),
      ...(change.compare !== undefined && { compare: change.compare ? "previous" : undefined }),
    });
  const sparks = useMemo(() => sparksOf(daily.data), [daily.data]);
  const names = useMemo(() => (overview.data?.topEvents ?? []).map((item) => item.name), [overview.data]);
  useTitle(project.data?.name ?? slug);

  const timeZone = project.data?.timeZone ?? overview.data?.timezone ?? "UTC";
  const hasEvents = overview.data
    ? overview.data.last28Days.events > 0 || overview.data.topEvents.length > 0
    : true;

  const showsLists = hasEvents && !(overview.isError && !overview.data);

  return (
    <div className="grid gap-4 sm:gap-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <h1 className="text-xl font-semibold tracking-tight">Today</h1>
        {overview.data && <AsOf computedAt={overview.data.meta.computedAt} timeZone={timeZone} />}
      </div>
      {project.isError && <ErrorNotice error={project.error} onRetry={() => void project.refetch()} />}
      {project.data && overview.data && !hasEvents && (
        <InstallCard project={project.data} hasEvents={false} />
      )}
      <Card>
        {overview.isError && !overview.data ? (
          <ErrorNotice
            error={overview.error}
            onRetry={() => void overview.refetch()}
            className="m-4 sm:m-5"
          />
        ) : (
          <TodayNumbers
            today={overview.data?.today}
            yesterday={overview.data?.yesterday}
            sparks={sparks}
            measure={measure}
            onMeasure={(next) => onSearch({ measure: next })}
          />
        )}
        {hasEvents && (
          <div className="border-t border-line">
            <TrendPanel
              answer={trend.data}
              error={trend.error}
              onRetry={() => void trend.refetch()}
              measure={measure}
              view={{ range, compare, table: search.view === "table" }}
              timeZone={timeZone}
              onChange={onView}
            />
          </div>
        )}
      </Card>
      <div
        className={cx("grid items-start gap-4 sm:gap-5", showsLists && "lg:grid-cols-[minmax(0,1fr)_22rem]")}
      >
        <LiveCard
          slug={slug}
          timeZone={timeZone}
          filter={{ event, distinctId }}
          eventNames={names}
          onFilter={onFilter}
          onArrival={onArrival}
        />
        {showsLists && (
          <div className="grid gap-4 sm:gap-5">
            <TopList
              id="top-events"
              title="Top events"
              span="7 days"
              items={overview.data?.topEvents}
              empty="The events you send most, by count."
              onChoose={(name) => onFilter({ event: name, distinctId })}
            />
            <TopList
              id="top-pages"
              title="Top pages"
              span="7 days"
              items={overview.data?.topPages}
              empty="Pages appear with the first $pageview."
            />
            <TopList
              id="top-referrers"
              title="Top referrers"
              span="7 days"
              items={overview.data?.topReferrers}
              empty="Sites that send people appear with the first $pageview that has a referrer."
            />
          </div>
        )}
      </div>
      {project.data && hasEvents && overview.data && <InstallCard project={project.data} hasEvents />}
    </div>
  );
}

function AsOf({ computedAt, timeZone }: { computedAt: string; timeZone: string }) {
  const now = useNow(1_000);
  return (
    <p className="text-[0.8125rem] text-muted">
      {formatDay(computedAt, timeZone)} in {formatZone(timeZone)} · as of {formatAge(computedAt, now)}
    </p>
  );
}

/** The complete days of the last 28; today would end every line in a fall. */
function sparksOf(daily: TrendsAnswer | undefined) {
  return Object.fromEntries(
    overviewMeasures.map((measure, index) => [
      measure,
      daily?.series[index]?.points.slice(0, -1).map((point) => point.value) ?? [],
    ]),
  );
}

/**
 * After events arrived, asks again: for today's numbers at most every 2 s, for the chart at most every 10 s, and always
 * once more after the last event.
 */
function useRefreshOnArrival(slug: string) {
  const queryClient = useQueryClient();
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const pending = timers.current;
    return () => {
      for (const timer of pending.values()) clearTimeout(timer);
      pending.clear();
    };
  }, [slug]);

  return useCallback(() => {
    const refresh = (part: "overview" | "trends", afterMilliseconds: number) => {
      if (timers.current.has(part)) return;
      timers.current.set(
        part,
        setTimeout(() => {
          timers.current.delete(part);
          void queryClient.invalidateQueries({ queryKey: ["project", slug, part] });
        }, afterMilliseconds),
      );
    };
    refresh("overview", 2_000);
    refresh("trends", 10_000);
  }, [queryClient, slug]);
}
