import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { sessionQuery } from "@/api/queries";
import { deleteProject } from "@/api/settings";
import type { Project } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { ConfirmDialog } from "../ConfirmDialog";

/** The end of a project, behind its name typed out. */
export function DeleteProject({ project }: { project: Project }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();

  const leave = async () => {
    setAsking(false);
    await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await navigate({ to: "/" });
    client.removeQueries({ queryKey: ["project", project.slug] });
  };

  return (
    <Card labelledBy="delete-title" className="flex flex-wrap items-center justify-between gap-4 p-4 sm:px-5">
      <div className="min-w-0">
        <h2 id="delete-title" className="font-semibold">
          Delete the project
        </h2>
        <p className="max-w-prose text-muted">
          Its keys stop at once; events, persons, reports and boards are erased. This cannot be undone.
        </p>
      </div>
      <Button look="danger" onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
        Delete
      </Button>
      {asking && (
        <ConfirmDialog
          title={`Delete ${project.name}`}
          action="Delete for good"
          typed={project.slug}
          run={() => deleteProject(project.slug)}
          onDone={() => void leave()}
          onClose={() => setAsking(false)}
        >
          <p>
            Everything in this project is erased: its events, persons, cohorts, reports and boards. Clients
            that still send events are refused.
          </p>
          <p>If you may need the events again, export them first.</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}
