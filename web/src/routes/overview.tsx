import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { overviewQuery, trendsQuery } from "@/api/queries";
import { overviewTrends, readOverviewSearch } from "@/query-builder/overviewTrends";
import { projectRoute } from "./project";

export const overviewRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: "/",
  validateSearch: readOverviewSearch,
  loaderDeps: ({ search }) => ({ range: search.range ?? "28d", compare: search.compare === "previous" }),
  // Asked for while the page's code loads.
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchQuery(overviewQuery(params.slug));
    void context.queryClient.prefetchQuery(
      trendsQuery(params.slug, overviewTrends(deps.range, deps.compare)),
    );
  },
  component: lazyRouteComponent(() => import("./overview.lazy"), "OverviewRoute"),
});
