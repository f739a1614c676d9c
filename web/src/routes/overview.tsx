import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { catalogEventsQuery } from "@/api/catalog";
import { overviewQuery, trendsQuery } from "@/api/queries";
import { overviewTrends, readOverviewSearch } from "@/query-builder/overviewTrends";
import { projectRoute } from "./project";

export const overviewRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: "/",
  validateSearch: readOverviewSearch,
  loaderDeps: ({ search }) => ({ range: search.range ?? "28d" }),
  // Asked for while the page's code loads.
  loader: ({ context, params, deps }) => {
    const { queryClient } = context;
    void queryClient.prefetchQuery(overviewQuery(params.slug));
    void queryClient.prefetchQuery(trendsQuery(params.slug, overviewTrends(deps.range)));
    void queryClient.prefetchQuery(catalogEventsQuery(params.slug));
  },
  component: lazyRouteComponent(() => import("./overview.lazy"), "OverviewRoute"),
});
