import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { requireSession, rootRoute } from "./root";

export const newProjectRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/new-project",
  beforeLoad: async ({ context, location }) => {
    await requireSession(context.queryClient, location.href);
  },
  component: lazyRouteComponent(() => import("@/features/setup/NewProjectPage"), "NewProjectPage"),
});
