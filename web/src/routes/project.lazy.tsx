import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { projectQuery } from "@/api/queries";
import { Toaster } from "@/components/ui/Toaster";
import { ProjectFrame } from "@/features/frame/ProjectFrame";
import { PersonsBehindProvider } from "@/features/report/PersonsBehind";
import { projectRoute } from "./project";

export function ProjectRoute() {
  const { slug } = projectRoute.useParams();
  const { session } = projectRoute.useRouteContext();
  const loaded = projectRoute.useLoaderData();
  const project = useQuery(projectQuery(slug)).data ?? loaded;
  return (
    <ProjectFrame session={session} project={project}>
      <PersonsBehindProvider>
        <Outlet />
      </PersonsBehindProvider>
      <Toaster />
    </ProjectFrame>
  );
}
