import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { projectQuery } from "@/api/queries";
import { requireSession, rootRoute } from "./root";

/** Everything inside a project: who may see it is decided here, once, for every page below. */
export const projectRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/p/$slug",
  beforeLoad: async ({ context, location }) => ({
    session: await requireSession(context.queryClient, location.href),
  }),
  // Only the project itself decides whether there is a page.
  loader: ({ context, params }) => context.queryClient.ensureQueryData(projectQuery(params.slug)),
  component: lazyRouteComponent(() => import("./project.lazy"), "ProjectRoute"),
});
