import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { List, RefreshCw } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { answerQuery } from "@/api/asking";
import { catalogPropertiesQuery } from "@/api/catalog";
import { eventsQuery } from "@/api/eventList";
import { EventExportMenu, EventExportStrip } from "@/components/EventExport";
import { PageTitle } from "@/components/PageTitle";
import { IconButton } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { ColumnPicker } from "@/components/ui/ColumnPicker";
import { useEventExport } from "@/components/useEventExport";
import { useFrame } from "@/features/frame/useFrame";
import { usePageSearch } from "@/lib/usePageSearch";
import { EventPicker } from "@/query-builder/EventPicker";
import { FilterEditor } from "@/query-builder/FilterEditor";
import { RangePicker } from "@/query-builder/RangePicker";
import { EventRows } from "./EventRows";
import { readExplorerSearch } from "./explorerSearch";
import { listSearch, matchesQuestion } from "./matches";
import { MatchesTrend } from "./MatchesTrend";

const scopes = ["event", "person", "group", "cohort"] as const;

/** Single events as they were stored: found, counted over time, looked into and taken away as a file. */
export function ExplorerPage() {
  const { slug, timeZone } = useFrame();
  const client = useQueryClient();
  const [search, change] = usePageSearch(readExplorerSearch);
  const { event, range, filter, columns } = search;
  const [now] = useState(() => new Date());
  const asked = useMemo(() => listSearch(search), [search]);
  const question = useMemo(() => matchesQuestion(search, now), [search, now]);
  const events = useInfiniteQuery(eventsQuery(slug, asked));
  const matches = useQuery(answerQuery(slug, question));
  const properties = useQuery(catalogPropertiesQuery(slug, { scope: "event", event }));
  const exporting = useEventExport(slug, asked);
  const onEvent = useCallback((next: string) => change({ event: next }, true), [change]);
  const total = matches.isPlaceholderData ? undefined : (matches.data?.series[0]?.total ?? undefined);

  const refresh = () => {
    void client.invalidateQueries({ queryKey: ["project", slug, "events"] });
    void matches.refetch();
  };
  return (
    <>
      <PageTitle title="Explorer" lead="Single events as they were received, the newest first.">
        <IconButton label="Look for newer events" onClick={refresh}>
          <RefreshCw aria-hidden className={events.isRefetching ? "animate-spin" : undefined} />
        </IconButton>
        <EventExportMenu exporting={exporting} label="All events that match" />
      </PageTitle>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 sm:gap-5">
        <EventExportStrip exporting={exporting} total={total ?? undefined} />
        <Card>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-2 border-b border-line p-3 sm:px-5">
            <div className="flex flex-wrap items-center gap-2">
              <EventPicker
                slug={slug}
                value={event}
                onChange={(next) => change({ event: next ?? undefined }, true)}
              />
              <RangePicker
                range={range}
                timeZone={timeZone}
                onChange={(next) => change({ range: next }, true)}
              />
              <div className="ml-auto hidden md:block">
                <ColumnPicker
                  options={properties.data?.items.filter((one) => !one.builtIn).map((one) => one.name) ?? []}
                  chosen={columns}
                  onChange={(next) => change({ columns: next.length > 0 ? next : undefined })}
                  onReset={columns.length > 0 ? () => change({ columns: undefined }) : undefined}
                />
              </div>
            </div>
            <FilterEditor
              slug={slug}
              filter={filter}
              event={event}
              scopes={scopes}
              error={events.error}
              onChange={(next) => change({ filter: next })}
            />
          </div>
          <MatchesTrend
            slug={slug}
            question={question}
            answer={matches}
            timeZone={timeZone}
            onRange={(next) => change({ range: next }, true)}
          />
        </Card>
        <Card>
          <EventRows
            slug={slug}
            events={events}
            timeZone={timeZone}
            properties={columns}
            isNarrowed={event !== null || filter !== undefined}
            onEvent={event === null ? onEvent : undefined}
            icon={List}
          />
        </Card>
      </div>
    </>
  );
}
