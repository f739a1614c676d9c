import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Archive, ArchiveRestore } from "lucide-react";
import { projectQuery, sessionQuery } from "@/api/queries";
import { archiveProject } from "@/api/settings";
import type { Project } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { formatCalendarDay } from "@/lib/format";

/** Lays the project aside, or takes it up again. */
export function ArchiveProject({ project }: { project: Project }) {
  const client = useQueryClient();
  const router = useRouter();
  const archived = project.archivedAt !== null;
  const changing = useMutation({
    mutationFn: () => archiveProject(project.slug, !archived),
    onSuccess: async (saved) => {
      client.setQueryData(projectQuery(project.slug).queryKey, saved);
      toast(saved.archivedAt ? "The project is archived." : "The project takes events again.");
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await router.invalidate();
    },
  });
  return (
    <Card labelledBy="archive-title" className="grid gap-3 p-4 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <div className="min-w-0">
          <h2 id="archive-title" className="font-semibold">
            {archived ? "The project is archived" : "Archive the project"}
          </h2>
          <p className="max-w-prose text-muted" data-archived={archived}>
            {project.archivedAt
              ? `It has taken no events since ${formatCalendarDay(project.archivedAt, project.timeZone)}. Everything in it can be read.`
              : "It takes no more events and moves to the end of the list of projects. Everything in it can still be read."}
          </p>
        </div>
        <Button busy={changing.isPending} onClick={() => changing.mutate()}>
          {archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
          {archived ? "Take it up again" : "Archive"}
        </Button>
      </div>
      {changing.error && <ErrorNotice error={changing.error} />}
    </Card>
  );
}
