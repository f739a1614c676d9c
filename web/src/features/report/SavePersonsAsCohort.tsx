import { useMutation, useQueryClient } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { request } from "@/api/http";
import { paths } from "@/api/paths";
import type { Cohort, PersonBehind } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { ErrorNotice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";

/** Keeps these very persons as a static cohort, so that they can be filtered by later. */
export function SavePersonsAsCohort({ name, persons }: { name: string; persons: PersonBehind[] }) {
  const { slug } = useFrame();
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: async () => {
      const cohort = await request<Cohort>("POST", paths.cohorts(slug), {
        body: { name: name.slice(0, 200), definition: { static: true } },
      });
      const body = persons.map((person) => person.distinctId);
      await request<unknown>("PUT", `${paths.cohort(slug, cohort.key)}/members`, { body });
      return cohort;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["project", slug, "cohorts"] }),
  });
  if (saving.isError) return <ErrorNotice error={saving.error} onRetry={() => saving.mutate()} />;
  if (saving.isSuccess) {
    return (
      <span role="status" className="text-[0.8125rem] text-muted">
        Saved as the cohort “{saving.data.name}”.
      </span>
    );
  }
  return (
    <Button busy={saving.isPending} onClick={() => saving.mutate()}>
      <UsersRound aria-hidden />
      Save as cohort
    </Button>
  );
}
