import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { RefreshCw, Users } from "lucide-react";
import { useMemo } from "react";
import { cohortsQuery } from "@/api/catalog";
import { cohortQuery, cohortSizeQuery, refreshCohort } from "@/api/cohorts";
import { ApiError } from "@/api/http";
import type { Cohort } from "@/api/types";
import { PageTitle } from "@/components/PageTitle";
import { Age } from "@/components/ui/Age";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { EmptyPage } from "@/components/ui/EmptyPage";
import { ErrorNotice } from "@/components/ui/Notice";
import { Segmented } from "@/components/ui/Segmented";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { formatNumber } from "@/lib/format";
import { usePageSearch } from "@/lib/usePageSearch";
import { BackToCohorts } from "./BackToCohorts";
import { CohortMenu } from "./CohortMenu";
import { CohortKind } from "./CohortKind";
import { readCohortSearch } from "./cohortsSearch";
import { IdsPanel } from "./IdsPanel";
import { ListEditor } from "./ListEditor";
import { MembersTable } from "./MembersTable";
import { describeRule } from "./rules/describeRule";
import { asRule } from "./rules/readRules";
import { RulesEditor } from "./RulesEditor";
import { useCountCohort } from "./useCohortActions";
import { UseIn } from "./UseIn";

/** One cohort: what it means, how large it is and who is in it. */
export function CohortPage() {
  const { slug } = useFrame();
  const { cohortId = "" } = useParams({ strict: false });
  const cohort = useQuery(cohortQuery(slug, cohortId));
  return (
    <>
      <BackToCohorts slug={slug} />
      {cohort.isPending ? (
        <div role="status" aria-label="Loading the cohort" className="grid gap-5">
          <Skeleton className="h-9 w-64" />
          <Skeleton className="h-24" />
          <Skeleton className="h-96" />
        </div>
      ) : cohort.isError && !cohort.data ? (
        <>
          <PageTitle title="Cohort" />
          {cohort.error instanceof ApiError && cohort.error.status === 404 ? (
            <EmptyPage icon={Users} title="There is no such cohort">
              It may have been deleted. The list has all there are.
            </EmptyPage>
          ) : (
            <ErrorNotice error={cohort.error} onRetry={() => void cohort.refetch()} />
          )}
        </>
      ) : (
        <CohortView key={cohort.data.key} cohort={cohort.data} />
      )}
    </>
  );
}

function CohortView({ cohort }: { cohort: Cohort }) {
  const { slug, timeZone, role } = useFrame();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [{ view }, change] = usePageSearch(readCohortSearch);
  const others = useQuery(cohortsQuery(slug));
  const count = useCountCohort(slug);
  const mayEdit = role !== "viewer";
  const definition = useMemo(() => ({ cohort: cohort.key }), [cohort.key]);
  const size = useQuery(cohortSizeQuery(slug, definition));
  if (view === "edit" && mayEdit) {
    const start = { key: cohort.key, name: cohort.name, description: cohort.description ?? "" };
    const close = () => change({ view: undefined }, true);
    const onSaved = () => {
      void refreshCohort(slug, cohort.key)
        .then(() => client.invalidateQueries({ queryKey: ["project", slug] }))
        .catch(() => undefined);
      close();
    };
    return (
      <>
        <PageTitle title={`Edit ${cohort.name}`} />
        {cohort.isStatic ? (
          <ListEditor start={start} onSaved={onSaved} onCancel={close} />
        ) : (
          <RulesEditor
            start={{ ...start, definition: cohort.definition }}
            onSaved={onSaved}
            onCancel={close}
          />
        )}
      </>
    );
  }
  const nameOf = (key: string) => others.data?.find((one) => one.key === key || one.id === key)?.name ?? key;
  return (
    <>
      <PageTitle title={cohort.name} lead={cohort.description ?? undefined}>
        {mayEdit && (
          <>
            <Button onClick={() => change({ view: "edit" }, true)}>Edit</Button>
            <CohortMenu
              slug={slug}
              cohort={cohort}
              onCount={count.mutate}
              onDeleted={() => void navigate({ to: "/p/$slug/cohorts", params: { slug } })}
            />
          </>
        )}
      </PageTitle>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 sm:gap-5">
        <Card className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 sm:p-5">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <div>
              {size.isError ? (
                <ErrorNotice error={size.error} onRetry={() => void size.refetch()} />
              ) : size.data ? (
                <p data-size={size.data.count}>
                  <span className="text-2xl font-semibold tracking-tight tabular-nums">
                    {formatNumber(size.data.count)}
                  </span>{" "}
                  <span className="text-muted">
                    {size.data.count === 1 ? "person" : "persons"}, counted{" "}
                    <Age at={size.data.computedAt} timeZone={timeZone} />
                  </span>
                  <Button
                    look="ghost"
                    className="ml-1 px-2"
                    aria-label="Count again"
                    title="Count again"
                    busy={size.isFetching || count.isPending}
                    onClick={() => (mayEdit ? count.mutate(cohort.key) : void size.refetch())}
                  >
                    <RefreshCw aria-hidden />
                  </Button>
                </p>
              ) : (
                <Skeleton className="h-9 w-56" />
              )}
            </div>
            <UseIn slug={slug} cohort={cohort.key} />
          </div>
          <p className="flex flex-wrap items-start gap-x-3 gap-y-1 border-t border-line pt-3" data-definition>
            <CohortKind isStatic={cohort.isStatic} />
            <span className="min-w-0 wrap-anywhere text-muted">
              {cohort.isStatic
                ? "Persons with one of the distinct ids in the list."
                : `Persons who: ${describeRule(asRule(cohort.definition), nameOf)}.`}
            </span>
          </p>
        </Card>
        <Card>
          <div className="flex min-h-13 flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2 sm:px-5">
            <h2 className="font-semibold">{view === "ids" ? "Distinct ids" : "Members"}</h2>
            {cohort.isStatic && (
              <Segmented
                label="Show"
                value={view === "ids" ? "ids" : "members"}
                options={[
                  { value: "members", label: "Persons" },
                  { value: "ids", label: "The list" },
                ]}
                onChange={(next) => change({ view: next === "ids" ? "ids" : undefined })}
              />
            )}
          </div>
          {view === "ids" && cohort.isStatic ? (
            <IdsPanel slug={slug} cohort={cohort.key} mayEdit={mayEdit} />
          ) : (
            <MembersTable slug={slug} cohort={cohort.key} timeZone={timeZone} />
          )}
        </Card>
      </div>
    </>
  );
}
