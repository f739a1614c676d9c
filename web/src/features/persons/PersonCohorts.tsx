import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { cohortsQuery } from "@/api/catalog";
import { cohortsOfPersonQuery } from "@/api/people";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { PersonSide } from "./PersonSide";

/** The cohorts the person is in at this moment. */
export function PersonCohorts({ slug, personId }: { slug: string; personId: string }) {
  const cohorts = useQuery(cohortsQuery(slug));
  const keys = cohorts.data?.map((cohort) => cohort.key) ?? [];
  const member = useQuery({ ...cohortsOfPersonQuery(slug, personId, keys), enabled: keys.length > 0 });
  const error = cohorts.error ?? member.error;
  const found = cohorts.data?.filter((cohort) => member.data?.includes(cohort.key)) ?? [];
  return (
    <PersonSide id="person-cohorts" title="Cohorts">
      {error ? (
        <ErrorNotice
          error={error}
          onRetry={() => void (cohorts.error ? cohorts.refetch() : member.refetch())}
        />
      ) : cohorts.data?.length === 0 ? (
        <p className="text-muted">
          This project has no cohorts yet.{" "}
          <Link
            to="/p/$slug/cohorts"
            params={{ slug }}
            className="font-medium text-accent underline-offset-2 hover:underline max-md:inline-block max-md:min-h-11"
          >
            Make one
          </Link>
        </p>
      ) : cohorts.isPending || member.isPending ? (
        <Skeleton className="h-5 w-40" />
      ) : found.length === 0 ? (
        <p className="text-muted">In none of this project’s cohorts now.</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {found.map((cohort) => (
            <li key={cohort.id}>
              <Link
                to="/p/$slug/cohorts/$cohortId"
                params={{ slug, cohortId: cohort.key }}
                data-in-cohort={cohort.key}
                className="inline-flex min-h-11 items-center rounded-md border border-line px-2.5 hover:bg-hover md:min-h-7"
              >
                {cohort.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </PersonSide>
  );
}
