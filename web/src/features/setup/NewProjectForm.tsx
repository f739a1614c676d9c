import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createProject } from "@/api/actions";
import { ApiError } from "@/api/http";
import { sessionQuery } from "@/api/queries";
import type { CreatedProject } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { ErrorNotice } from "@/components/ui/Notice";
import { emptyProject, ProjectFields, toNewProject } from "./ProjectFields";

export function NewProjectForm({ onCreated }: { onCreated: (created: CreatedProject) => void }) {
  const queryClient = useQueryClient();
  const [project, setProject] = useState(emptyProject);
  const attempt = useMutation({
    mutationFn: createProject,
    onSuccess: async (created) => {
      await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      onCreated(created);
    },
  });
  const refused = attempt.error instanceof ApiError ? attempt.error : null;

  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        attempt.mutate(toNewProject(project));
      }}
    >
      {attempt.error && !refused?.errors.length && <ErrorNotice error={attempt.error} />}
      <ProjectFields draft={project} onChange={setProject} errorOf={(field) => refused?.field(`/${field}`)} />
      <Button type="submit" look="primary" busy={attempt.isPending} className="mt-2 sm:w-fit">
        {attempt.isPending ? "Creating" : "Create project"}
      </Button>
    </form>
  );
}
