import { createRoute, redirect } from "@tanstack/react-router";
import { requireSession, rootRoute } from "./root";

/** The root of the site leads to the first project. */
export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: async ({ context }) => {
    const session = await requireSession(context.queryClient, "/");
    const first = session.projects.find((project) => !project.archivedAt) ?? session.projects[0];
    if (first) throw redirect({ to: "/p/$slug", params: { slug: first.slug } });
    throw redirect({ to: "/new-project" });
  },
});
