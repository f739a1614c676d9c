import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { liveSummaryQuery } from "@/api/live";
import { overviewQuery, projectQuery, trendsQuery } from "@/api/queries";
import { PageTitle } from "@/components/PageTitle";
import { Card } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { LiveStrip } from "@/features/live/LiveStrip";
import { useRefreshOnArrival } from "@/features/live/useRefreshOnArrival";
import { formatAge, formatDay, formatNumber, formatZone } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import { overviewTrends, type OverviewSearch } from "@/query-builder/overviewTrends";
import { EmptyOverview } from "./EmptyOverview";
import { FigureCards } from "./FigureCards";
import { activeFigures, measureFigures } from "./figures";
import { rememberedFigures, rememberFigures } from "./rememberedFigures";
import { TopLists } from "./TopLists";
import { TrendPanel } from "./TrendPanel";
import type { TrendView } from "./TrendToolbar";
import { useMeasures } from "./useMeasures";

interface OverviewPageProps {
  slug: string;
  search: OverviewSearch;
  onSearch: (change: Partial<Record<keyof OverviewSearch, string | undefined>>) => void;
}

const onArrivalAskAgain = { overview: 2_000, "live-summary": 2_000, trends: 10_000 } as const;

export function OverviewPage({ slug, search, onSearch }: OverviewPageProps) {
  const { measure = "persons", range = "28d" } = search;
  const project = useQuery(projectQuery(slug));
  const overview = useQuery(overviewQuery(slug));
  const summary = useQuery(liveSummaryQuery(slug));
  const hours = useQuery(trendsQuery(slug, overviewTrends("today")));
  const days = useQuery(trendsQuery(slug, overviewTrends("28d")));
  const { currency = "USD", timeZone = overview.data?.timezone ?? "UTC" } = project.data ?? {};
  const { measures, goal, known } = useMeasures({ slug, range, currency, goal: search.goal });
  const onArrival = useRefreshOnArrival(slug, onArrivalAskAgain);
  const active = useMemo(
    () => activeFigures(overview.data, hours.data?.series[0], days.data?.series[0]),
    [overview.data, hours.data, days.data],
  );
  const [remembered] = useState(() => rememberedFigures(slug));
  const figures = [...active, ...measureFigures(measures, range, known ? [] : (remembered ?? undefined))];
  const ids = known ? figures.map((figure) => figure.id).join() : "";
  useEffect(() => {
    if (ids !== "") rememberFigures(slug, ids.split(","));
  }, [slug, ids]);
  const onView = (change: Partial<TrendView>) =>
    onSearch({
      ...(change.range && { range: change.range }),
      ...(change.table !== undefined && { view: change.table ? "table" : undefined }),
      ...(change.compare !== undefined && { compare: change.compare ? "previous" : undefined }),
    });

  const live = <LiveStrip slug={slug} timeZone={timeZone} onArrival={onArrival} />;
  const isEmpty =
    overview.data !== undefined &&
    overview.data.last28Days.events + overview.data.previous28Days.events === 0 &&
    overview.data.topEvents.length === 0;

  if (isEmpty && project.data) {
    return (
      <>
        <PageTitle title="Overview" />
        <EmptyOverview project={project.data}>{live}</EmptyOverview>
      </>
    );
  }
  return (
    <>
      <PageTitle title="Overview">
        <OnlineNow slug={slug} count={summary.data?.onlineCount} />
        <AsOf computedAt={overview.data?.meta.computedAt} timeZone={timeZone} />
      </PageTitle>
      <div className="grid gap-4 sm:gap-5">
        {project.isError && <ErrorNotice error={project.error} onRetry={() => void project.refetch()} />}
        {overview.isError && !overview.data && (
          <ErrorNotice error={overview.error} onRetry={() => void overview.refetch()} />
        )}
        <Card>
          {!(overview.isError && !overview.data) && (
            <FigureCards
              figures={figures}
              measure={measure}
              range={range}
              onChoose={(figure) =>
                onSearch({
                  measure: figure.measure,
                  ...(figure.measure === "persons" ? { range: figure.range } : {}),
                })
              }
            />
          )}
          <div className="border-t border-line">
            <TrendPanel
              slug={slug}
              measure={measure}
              measures={measures}
              goal={goal}
              view={{ range, compare: search.compare === "previous", table: search.view === "table" }}
              timeZone={timeZone}
              onMeasure={(next) => onSearch({ measure: next })}
              onGoal={(next) => onSearch({ goal: next })}
              onChange={onView}
            />
          </div>
        </Card>
        <TopLists slug={slug} overview={overview.data} failed={overview.isError}>
          {live}
        </TopLists>
      </div>
    </>
  );
}

/** Keeps its place while the number is not known. */
function OnlineNow({ slug, count }: { slug: string; count: number | undefined }) {
  return (
    <Link
      to="/p/$slug/live"
      params={{ slug }}
      data-online={count ?? ""}
      className="inline-flex h-11 items-center gap-2 rounded-lg px-2 text-[0.8125rem] font-medium text-ink transition-colors duration-150 hover:bg-hover max-sm:-ml-2 md:h-8"
    >
      <span aria-hidden className={`size-2 rounded-full ${count ? "bg-up" : "bg-faint"}`} />
      <span className="tabular-nums">{count === undefined ? "…" : formatNumber(count)}</span> online now
    </Link>
  );
}

function AsOf({ computedAt, timeZone }: { computedAt: string | undefined; timeZone: string }) {
  const now = useNow(1_000);
  return (
    <p className="text-[0.8125rem] text-muted">
      <span className="max-sm:hidden">
        {formatDay(computedAt ?? now.toISOString(), timeZone)} in {formatZone(timeZone)} ·{" "}
      </span>
      as of {computedAt ? formatAge(computedAt, now) : "…"}
    </p>
  );
}
