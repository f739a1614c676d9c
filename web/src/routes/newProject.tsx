import { createRoute, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { CreatedProject } from "@/api/types";
import { CenteredPage } from "@/components/CenteredPage";
import { AfterCreation } from "@/features/setup/AfterCreation";
import { DeletedProjects } from "@/features/settings/project/DeletedProjects";
import { NewProjectForm } from "@/features/setup/NewProjectForm";
import { requireSession, rootRoute } from "./root";

export const newProjectRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/new-project",
  beforeLoad: async ({ context, location }) => {
    await requireSession(context.queryClient, location.href);
  },
  component: NewProjectPage,
});

function NewProjectPage() {
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
