import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { auditQuery } from "@/api/audit";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { SearchField } from "@/components/ui/SearchField";
import { TableSkeleton } from "@/components/ui/TableSkeleton";
import { useFrame } from "@/features/frame/useFrame";
import { useNow } from "@/lib/useNow";
import { usePageSearch } from "@/lib/usePageSearch";
import { Select } from "@/query-builder/parts/Select";
import { AuditRow } from "./AuditRow";
import { auditNouns, auditSpans, readAuditSearch, spanStart, type AuditPageSearch } from "./auditWords";

/** What was done, by whom, and when: the log of the project, filtered by its address. */
export function AuditSection() {
  const { slug } = useFrame();
  const [search, change] = usePageSearch(readAuditSearch);
  const from = spanStart(search.since, useNow(3_600_000));
  const log = useInfiniteQuery({
    ...auditQuery(slug, { action: search.what, actor: search.who, target: search.which, from }),
    placeholderData: keepPreviousData,
  });
  const lines = useMemo(() => log.data?.pages.flatMap((page) => page.items), [log.data]);
  return (
    <Card>
      <Filters search={search} onChange={change} />
      {log.isError && !lines ? (
        <ErrorNotice error={log.error} onRetry={() => void log.refetch()} className="m-4 sm:m-5" />
      ) : !lines ? (
        <TableSkeleton label="the audit log" />
      ) : lines.length === 0 ? (
        <p className="px-4 py-5 text-muted sm:px-5" data-empty>
          {isFiltered(search)
            ? "Nothing that was done fits. Take a filter away."
            : "Nothing yet. Every administrative act and every export is written here."}
        </p>
      ) : (
        <ol aria-label="Audit log, newest first" aria-busy={log.isPlaceholderData}>
          {lines.map((line) => (
            <AuditRow key={line.id} line={line} />
          ))}
        </ol>
      )}
      {log.isFetchNextPageError && <ErrorNotice error={log.error} className="m-4 sm:m-5" />}
      {log.hasNextPage && (
        <Button
          look="ghost"
          className="m-1.5"
          busy={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </Card>
  );
}

const isFiltered = ({ what, who, which, since }: AuditPageSearch) =>
  what !== "" || who !== "" || which !== "" || since !== "";

interface FiltersProps {
  search: AuditPageSearch;
  onChange: (next: { [Key in keyof AuditPageSearch]?: AuditPageSearch[Key] | undefined }) => void;
}

function Filters({ search, onChange }: FiltersProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line p-3 sm:px-5">
      <Select
        label="What was done"
        value={search.what}
        options={auditNouns}
        onChange={(what) => onChange({ what: what || undefined })}
      />
      <Select
        label="Since when"
        value={search.since}
        options={auditSpans}
        onChange={(since) => onChange({ since: since || undefined })}
      />
      <SearchField
        label="Who did it"
        placeholder="Who: email or key name"
        value={search.who}
        onChange={(who) => onChange({ who: who || undefined })}
        className="min-w-44 flex-1"
      />
      <SearchField
        label="To what"
        placeholder="To what: name or id"
        value={search.which}
        onChange={(which) => onChange({ which: which || undefined })}
        className="min-w-44 flex-1"
      />
    </div>
  );
}
