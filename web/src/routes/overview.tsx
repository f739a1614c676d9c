import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { overviewQuery, projectQuery, trendsQuery } from "@/api/queries";
import { overviewTrends, readOverviewSearch } from "@/query-builder/overviewTrends";
import { requireSession, rootRoute } from "./root";

export const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/p/$slug",
  validateSearch: readOverviewSearch,
  beforeLoad: async ({ context, location }) => ({
    session: await requireSession(context.queryClient, location.href),
  }),
  loaderDeps: ({ search }) => ({ range: search.range ?? "28d", compare: search.compare === "previous" }),
  loader: async ({ context, params, deps }) => {
    // Asked for while the page's code loads; only the project itself decides whether there is a page.
    void context.queryClient.prefetchQuery(overviewQuery(params.slug));
    void context.queryClient.prefetchQuery(
      trendsQuery(params.slug, overviewTrends(deps.range, deps.compare)),
    );
    await context.queryClient.ensureQueryData(projectQuery(params.slug));
  },
  component: lazyRouteComponent(() => import("./overview.lazy"), "OverviewRoute"),
});
