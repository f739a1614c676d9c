import { useQuery } from "@tanstack/react-query";
import { ListChecks, Plus, Users, Workflow } from "lucide-react";
import { useMemo } from "react";
import { cohortsQuery } from "@/api/catalog";
import { reportsQuery } from "@/api/reports";
import { PageTitle } from "@/components/PageTitle";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { DataTable } from "@/components/ui/DataTable";
import { EmptyPage } from "@/components/ui/EmptyPage";
import { Menu, MenuItem } from "@/components/ui/Menu";
import { ErrorNotice } from "@/components/ui/Notice";
import { SearchField } from "@/components/ui/SearchField";
import { TableSkeleton } from "@/components/ui/TableSkeleton";
import { useFrame } from "@/features/frame/useFrame";
import { usePageSearch } from "@/lib/usePageSearch";
import { cohortColumns } from "./cohortColumns";
import { readCohortsSearch } from "./cohortsSearch";
import { NewCohort } from "./NewCohort";
import { useCountCohort } from "./useCohortActions";

export function CohortsPage() {
  const [{ make, from }] = usePageSearch(readCohortsSearch);
  return make === null ? <CohortList /> : <NewCohort key={`${make} ${from}`} make={make} from={from} />;
}

/** All named sets of persons of the project. */
function CohortList() {
  const { slug, timeZone, role } = useFrame();
  const [{ search }, change] = usePageSearch(readCohortsSearch);
  const cohorts = useQuery(cohortsQuery(slug));
  const reports = useQuery(reportsQuery(slug));
  const count = useCountCohort(slug);
  const mayEdit = role !== "viewer";
  const wanted = search.trim().toLowerCase();
  const rows = useMemo(
    () =>
      (cohorts.data ?? []).filter(({ name, key, description }) =>
        `${name} ${key} ${description ?? ""}`.toLowerCase().includes(wanted),
      ),
    [cohorts.data, wanted],
  );
  const columns = useMemo(
    () =>
      cohortColumns({
        slug,
        timeZone,
        cohorts: cohorts.data ?? [],
        reports: reports.data?.items ?? [],
        mayEdit,
        onCount: count.mutate,
      }),
    [slug, timeZone, cohorts.data, reports.data, mayEdit, count.mutate],
  );
  const make = (
    <Menu
      label="New cohort"
      trigger={
        <Button look="primary">
          <Plus aria-hidden />
          New cohort
        </Button>
      }
    >
      <MenuItem onSelect={() => change({ make: "rules" }, true)}>
        <Workflow aria-hidden />
        By rules
      </MenuItem>
      <MenuItem onSelect={() => change({ make: "list" }, true)}>
        <ListChecks aria-hidden />
        From a list of ids
      </MenuItem>
    </Menu>
  );
  return (
    <>
      <PageTitle title="Cohorts" lead="Named sets of persons, to filter and to compare by.">
        {mayEdit && (cohorts.data?.length ?? 0) > 0 && make}
      </PageTitle>
      <Card>
        {cohorts.isPending ? (
          <TableSkeleton label="cohorts" />
        ) : cohorts.isError ? (
          <ErrorNotice error={cohorts.error} onRetry={() => void cohorts.refetch()} className="m-4 sm:m-5" />
        ) : cohorts.data.length === 0 ? (
          <EmptyPage icon={Users} title="No cohorts yet" action={mayEdit && make}>
            A cohort is a set of persons with a name: who bought twice this month, who never came back, or the
            ids in a file. Every report can be filtered or split by it.
          </EmptyPage>
        ) : (
          <>
            <div className="border-b border-line p-3 sm:px-5">
              <SearchField
                label="Search cohorts"
                value={search}
                onChange={(next) => change({ search: next || undefined })}
                className="sm:max-w-sm"
              />
            </div>
            {rows.length === 0 ? (
              <p className="px-4 py-10 text-center text-muted">No cohort has “{search}” in its name.</p>
            ) : (
              <DataTable label="Cohorts" rows={rows} rowKey={(cohort) => cohort.key} columns={columns} />
            )}
          </>
        )}
      </Card>
    </>
  );
}
