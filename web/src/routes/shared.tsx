import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root";

/** A board that somebody gave a link to: no account, no frame. */
export const sharedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/shared/$token",
  component: lazyRouteComponent(() => import("@/features/boards/SharedBoardPage"), "SharedBoardPage"),
});

/** The same inside another site's page. */
export const embedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/embed/$token",
  component: lazyRouteComponent(() => import("@/features/boards/SharedBoardPage"), "EmbeddedBoardPage"),
});
