import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { sessionQuery } from "@/api/queries";
import { deletedProjectsQuery, deleteProject } from "@/api/settings";
import type { Project } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { ConfirmDialog } from "../ConfirmDialog";

/** The end of a project, behind its name typed out. */
export function DeleteProject({ project }: { project: Project }) {
  const [asking, setAsking] = useState(false);
  const [now, setNow] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();

  const leave = async () => {
    setAsking(false);
    await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await navigate({ to: "/" });
    client.removeQueries({ queryKey: ["project", project.slug] });
    void client.invalidateQueries({ queryKey: deletedProjectsQuery.queryKey });
  };

  return (
    <Card labelledBy="delete-title" className="flex flex-wrap items-center justify-between gap-4 p-4 sm:px-5">
      <div className="min-w-0">
        <h2 id="delete-title" className="font-semibold">
          Delete the project
        </h2>
        <p className="max-w-prose text-muted">
          Its keys stop at once. For some days it can be restored; then events, persons, reports and boards
          are erased.
        </p>
      </div>
      <Button look="danger" onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
        Delete
      </Button>
      {asking && (
        <ConfirmDialog
          title={`Delete ${project.name}`}
          action={now ? "Delete for good" : "Delete"}
          typed={project.slug}
          run={() => deleteProject(project.slug, now)}
          onDone={() => void leave()}
          onClose={() => setAsking(false)}
        >
          <p>
            Nobody reaches it any more, and clients that still send events are refused. You find it under
            Settings → Project of another project, or on the page without a project, until it is erased.
          </p>
          <label className="flex min-h-11 items-start gap-2.5 py-2 text-ink md:min-h-9 md:py-1.5">
            <input
              type="checkbox"
              className="mt-0.5 size-4 shrink-0 accent-accent"
              checked={now}
              onChange={(event) => setNow(event.target.checked)}
            />
            <span className="min-w-0">
              Erase everything now
              <span className="block text-[0.8125rem] text-muted">
                It cannot be restored. If you may need the events again, export them first.
              </span>
            </span>
          </label>
        </ConfirmDialog>
      )}
    </Card>
  );
}
