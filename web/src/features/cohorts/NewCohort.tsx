import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { cohortQuery, refreshCohort } from "@/api/cohorts";
import type { Cohort } from "@/api/types";
import { PageTitle } from "@/components/PageTitle";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { BackToCohorts } from "./BackToCohorts";
import { ListEditor } from "./ListEditor";
import { RulesEditor } from "./RulesEditor";

interface NewCohortProps {
  make: "rules" | "list";
  /** The cohort to begin with. */
  from: string | null;
}

/** A cohort before it is kept. */
export function NewCohort({ make, from }: NewCohortProps) {
  const { slug } = useFrame();
  const navigate = useNavigate();
  const client = useQueryClient();
  const source = useQuery({ ...cohortQuery(slug, from ?? ""), enabled: from !== null });
  const onSaved = (cohort: Cohort) => {
    // Counted for the list; who made it need not wait for that.
    void refreshCohort(slug, cohort.key)
      .then(() => client.invalidateQueries({ queryKey: ["project", slug, "cohorts"] }))
      .catch(() => undefined);
    void navigate({ to: "/p/$slug/cohorts/$cohortId", params: { slug, cohortId: cohort.key } });
  };
  const onCancel = () => void navigate({ to: "/p/$slug/cohorts", params: { slug } });
  return (
    <>
      <BackToCohorts slug={slug} />
      <PageTitle
        title={make === "list" ? "New list of persons" : "New cohort"}
        lead={
          make === "list"
            ? "Persons that you name, by their distinct ids."
            : "Persons who meet these rules at the moment of asking; nobody needs to be added or removed by hand."
        }
      />
      {make === "list" ? (
        <ListEditor start={{ name: "", description: "" }} onSaved={onSaved} onCancel={onCancel} />
      ) : from !== null && source.isError ? (
        <ErrorNotice error={source.error} onRetry={() => void source.refetch()} />
      ) : from !== null && source.isPending ? (
        <Skeleton className="h-64" />
      ) : (
        <RulesEditor
          start={
            source.data
              ? {
                  name: `${source.data.name} (copy)`,
                  description: source.data.description ?? "",
                  definition: source.data.definition,
                }
              : { name: "", description: "", definition: null }
          }
          onSaved={onSaved}
          onCancel={onCancel}
        />
      )}
    </>
  );
}
