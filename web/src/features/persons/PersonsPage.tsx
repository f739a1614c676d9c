import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useMemo } from "react";
import { cohortSizeQuery } from "@/api/cohorts";
import { personsQuery } from "@/api/people";
import { PageTitle } from "@/components/PageTitle";
import { Card } from "@/components/ui/Card";
import { ColumnPicker } from "@/components/ui/ColumnPicker";
import { DataTable } from "@/components/ui/DataTable";
import { EmptyPage } from "@/components/ui/EmptyPage";
import { ErrorNotice } from "@/components/ui/Notice";
import { SearchField } from "@/components/ui/SearchField";
import { TableSkeleton } from "@/components/ui/TableSkeleton";
import { Waiting } from "@/components/ui/Waiting";
import { useFrame } from "@/features/frame/useFrame";
import { InstallLink } from "@/features/install/InstallLink";
import { formatNumber } from "@/lib/format";
import { moreOf } from "@/lib/moreOf";
import { usePageSearch } from "@/lib/usePageSearch";
import { personColumns } from "./personColumns";
import { propertiesOf, readPersonsSearch, usualColumns } from "./personsSearch";

const everybody = { and: [] };

/** Everybody who ever sent an event, those seen latest first. */
export function PersonsPage() {
  const { slug, timeZone } = useFrame();
  const [{ search, columns: chosen }, change] = usePageSearch(readPersonsSearch);
  const persons = useInfiniteQuery(personsQuery(slug, search));
  const all = useQuery({ ...cohortSizeQuery(slug, everybody), staleTime: 60_000 });
  const rows = useMemo(() => persons.data?.pages.flatMap((page) => page.items) ?? [], [persons.data]);
  const properties = useMemo(() => chosen ?? usualColumns(rows), [chosen, rows]);
  const columns = useMemo(() => personColumns(slug, timeZone, properties), [slug, timeZone, properties]);
  const isEmpty = persons.isSuccess && rows.length === 0;

  return (
    <>
      <PageTitle
        title="Persons"
        lead={
          all.data && all.data.count > 0 ? (
            <span data-persons={all.data.count}>
              {formatNumber(all.data.count)} {all.data.count === 1 ? "person" : "persons"}, those seen latest
              first.
            </span>
          ) : (
            "Everybody who sent an event, those seen latest first."
          )
        }
      />
      <Card>
        <div className="flex flex-wrap items-center gap-2 border-b border-line p-3 sm:px-5">
          <SearchField
            label="Search persons"
            placeholder="Name, email, id or any property"
            value={search}
            onChange={(next) => change({ search: next || undefined })}
            className="min-w-40 flex-1 sm:max-w-sm"
          />
          <div className="ml-auto hidden md:block">
            <ColumnPicker
              options={propertiesOf(rows)}
              chosen={properties}
              onChange={(next) => change({ columns: next })}
              onReset={chosen ? () => change({ columns: undefined }) : undefined}
            />
          </div>
        </div>
        {persons.isPending ? (
          <TableSkeleton label="persons" />
        ) : persons.isError && rows.length === 0 ? (
          <ErrorNotice error={persons.error} onRetry={() => void persons.refetch()} className="m-4 sm:m-5" />
        ) : isEmpty && search ? (
          <EmptyPage icon={UsersRound} title="Nobody matches">
            No id and no property of a person has “{search}” in it. Part of a word is enough; upper and lower
            case do not matter.
          </EmptyPage>
        ) : isEmpty ? (
          <EmptyPage icon={UsersRound} title="No persons yet" action={<InstallLink slug={slug} />}>
            Everybody who sends an event stands here, with what they did. Send <code>$identify</code> when
            somebody signs in, and their earlier events join them.
          </EmptyPage>
        ) : (
          <Waiting busy={persons.isPlaceholderData}>
            <DataTable
              label="Persons"
              rows={rows}
              rowKey={(person) => person.id}
              columns={columns}
              more={moreOf(persons)}
            />
          </Waiting>
        )}
      </Card>
    </>
  );
}
