import { useInfiniteQuery } from "@tanstack/react-query";
import { UserRoundX } from "lucide-react";
import { useMemo } from "react";
import { cohortPersonsQuery } from "@/api/cohorts";
import type { PersonBehind } from "@/api/types";
import { Age } from "@/components/ui/Age";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { EmptyPage } from "@/components/ui/EmptyPage";
import { ErrorNotice } from "@/components/ui/Notice";
import { PersonLink } from "@/components/PersonLink";
import { TableSkeleton } from "@/components/ui/TableSkeleton";
import { formatCalendarDay, formatDateTime, formatNumber } from "@/lib/format";
import { moreOf } from "@/lib/moreOf";

interface MembersTableProps {
  slug: string;
  cohort: string;
  timeZone: string;
}

/** Who is in a cohort at this moment. */
export function MembersTable({ slug, cohort, timeZone }: MembersTableProps) {
  const members = useInfiniteQuery(cohortPersonsQuery(slug, cohort));
  const rows = useMemo(() => members.data?.pages.flatMap((page) => page.items) ?? [], [members.data]);
  const columns = useMemo(() => memberColumns(slug, timeZone), [slug, timeZone]);
  if (members.isPending) return <TableSkeleton label="members" />;
  if (members.isError && rows.length === 0)
    return (
      <ErrorNotice error={members.error} onRetry={() => void members.refetch()} className="m-4 sm:m-5" />
    );
  if (rows.length === 0) {
    return (
      <EmptyPage icon={UserRoundX} title="Nobody is in it now">
        Persons are in as soon as what they do meets the rules, or they come with an id of the list.
      </EmptyPage>
    );
  }
  return (
    <DataTable
      label="Members"
      rows={rows}
      rowKey={(person) => person.personId}
      columns={columns}
      more={moreOf(members)}
    />
  );
}

function memberColumns(slug: string, timeZone: string): Column<PersonBehind>[] {
  return [
    {
      id: "person",
      header: "Person",
      cell: (person) => (
        <PersonLink slug={slug} personId={person.personId} distinctIds={[person.distinctId]} />
      ),
    },
    {
      id: "firstSeen",
      header: "First seen",
      width: 9,
      from: "md",
      cell: (person) => (
        <time dateTime={person.firstSeen} title={formatDateTime(person.firstSeen, timeZone)}>
          {formatCalendarDay(person.firstSeen, timeZone)}
        </time>
      ),
    },
    {
      id: "lastSeen",
      header: "Last seen",
      width: 7,
      cell: (person) => <Age at={person.lastSeen} timeZone={timeZone} />,
    },
    {
      id: "events",
      header: "Events",
      width: 6,
      align: "right",
      from: "sm",
      cell: (person) => formatNumber(person.events),
    },
  ];
}
