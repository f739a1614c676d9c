import { useMutation, useQueryClient } from "@tanstack/react-query";
import { refreshCohort } from "@/api/cohorts";
import { ApiError } from "@/api/http";
import { toast } from "@/components/ui/toast";

/** Counts a cohort's persons and remembers the number, for the list of cohorts. */
export function useCountCohort(slug: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: string) => refreshCohort(slug, key),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["project", slug, "cohorts"] }),
        client.invalidateQueries({ queryKey: ["project", slug, "cohort-size"] }),
      ]),
    onError: (error) =>
      toast.error(error instanceof ApiError ? error.message : "The cohort was not counted."),
  });
}
