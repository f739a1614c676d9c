import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { OverviewPage } from "@/features/overview/OverviewPage";
import { readOverviewSearch, type OverviewSearch } from "@/query-builder/overviewTrends";
import { overviewRoute } from "./overview";

export function OverviewRoute() {
  const { slug } = overviewRoute.useParams();
  const search = overviewRoute.useSearch();
  const navigate = useNavigate();
  const onSearch = useCallback(
    (change: Partial<Record<keyof OverviewSearch, string | undefined>>) =>
      void navigate({
        to: "/p/$slug",
        params: { slug },
        search: (before) => readOverviewSearch({ ...before, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [navigate, slug],
  );
  return <OverviewPage key={slug} slug={slug} search={search} onSearch={onSearch} />;
}
