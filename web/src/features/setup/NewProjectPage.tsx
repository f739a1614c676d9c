import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { CreatedProject } from "@/api/types";
import { CenteredPage } from "@/components/CenteredPage";
import { DeletedProjects } from "@/features/settings/project/DeletedProjects";
import { AfterCreation } from "./AfterCreation";
import { NewProjectForm } from "./NewProjectForm";

/** A further project; and, for those who may, the way back for deleted ones. */
export function NewProjectPage() {
  const navigate = useNavigate();
  const [created, setCreated] = useState<CreatedProject | null>(null);
  if (created) {
    return (
      <AfterCreation
        created={created}
        onOpen={() => void navigate({ to: "/p/$slug", params: { slug: created.slug } })}
      />
    );
  }
  return (
    <CenteredPage
      title="New project"
      lead="Its events, people and keys stay apart from every other project."
      wide
    >
      <NewProjectForm onCreated={setCreated} />
      <div className="mt-6">
        <DeletedProjects />
      </div>
    </CenteredPage>
  );
}
