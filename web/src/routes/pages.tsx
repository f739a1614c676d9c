import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { readReportSearch } from "@/features/report/reportSearch";
import { projectRoute } from "./project";

/**
 * The pages of a project. Each is a chunk of its own. Analysis pages share one shape of search (`readReportSearch`): the
 * question, the saved report it came from, and the page's own view. Other pages read their search themselves.
 */
export const pageRoutes = [
  analysis("/trends", () => import("@/features/trends/TrendsPage"), "TrendsPage"),
  analysis("/funnels", () => import("@/features/funnels/FunnelsPage"), "FunnelsPage"),
  analysis("/retention", () => import("@/features/retention/RetentionPage"), "RetentionPage"),
  analysis("/paths", () => import("@/features/paths/PathsPage"), "PathsPage"),
  analysis("/lifecycle", () => import("@/features/lifecycle/LifecyclePage"), "LifecyclePage"),
  analysis("/stickiness", () => import("@/features/lifecycle/StickinessPage"), "StickinessPage"),
  analysis("/sql", () => import("@/features/sql/SqlPage"), "SqlPage"),
  page("/live", () => import("@/features/live/LivePage"), "LivePage"),
  page("/explorer", () => import("@/features/explorer/ExplorerPage"), "ExplorerPage"),
  page("/persons", () => import("@/features/persons/PersonsPage"), "PersonsPage"),
  page("/persons/$personId", () => import("@/features/persons/PersonPage"), "PersonPage"),
  page("/cohorts", () => import("@/features/cohorts/CohortsPage"), "CohortsPage"),
  page("/cohorts/$cohortId", () => import("@/features/cohorts/CohortPage"), "CohortPage"),
  page("/boards", () => import("@/features/boards/BoardsPage"), "BoardsPage"),
  page("/boards/$boardId", () => import("@/features/boards/BoardPage"), "BoardPage"),
  createRoute({
    getParentRoute: () => projectRoute,
    path: "/settings",
    beforeLoad: ({ params }) => {
      throw redirect({ to: "/p/$slug/settings/$section", params: { ...params, section: "project" } });
    },
  }),
  page("/install", () => import("@/features/install/InstallPage"), "InstallPage"),
  page("/settings/keys/$keyId", () => import("@/features/settings/requests/RequestsPage"), "RequestsPage"),
  page("/settings/$section", () => import("@/features/settings/SettingsPage"), "SettingsPage"),
] as const;

function analysis<Path extends string, Module extends Record<string, unknown>>(
  path: Path,
  load: () => Promise<Module>,
  name: keyof Module & string,
) {
  return createRoute({
    getParentRoute: () => projectRoute,
    path,
    validateSearch: readReportSearch,
    component: lazyRouteComponent(load, name),
  });
}

function page<Path extends string, Module extends Record<string, unknown>>(
  path: Path,
  load: () => Promise<Module>,
  name: keyof Module & string,
) {
  return createRoute({
    getParentRoute: () => projectRoute,
    path,
    validateSearch: (raw: Record<string, unknown>): Record<string, unknown> => raw,
    component: lazyRouteComponent(load, name),
  });
}
