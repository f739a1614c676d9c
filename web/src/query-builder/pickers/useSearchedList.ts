import { useQuery, type UseQueryOptions } from "@tanstack/react-query";
import type { CatalogPage } from "@/api/types";
import { useDebounced } from "@/lib/useDebounced";
import { matches } from "./matches";

/**
 * A list of the catalog, narrowed to what was typed: here when the first page is the whole list, by the server (once
 * typing rests) when it is not.
 */
export function useSearchedList<T, K extends readonly unknown[]>(
  query: (search: string) => UseQueryOptions<CatalogPage<T>, Error, CatalogPage<T>, K>,
  search: string,
  textOf: (item: T) => string,
  enabled: boolean,
) {
  const all = useQuery({ ...query(""), enabled });
  const asked = useDebounced(search.trim(), 200);
  const hasMore = all.data?.next !== null && all.data !== undefined;
  const narrowed = useQuery({ ...query(asked), enabled: enabled && hasMore && asked !== "" });
  const source = hasMore && asked !== "" ? narrowed : all;
  const items = source.data?.items ?? [];
  return {
    items: search.trim() === "" ? items : items.filter((item) => matches(textOf(item), search)),
    isLoading: source.isPending && enabled,
    error: source.error,
    refetch: () => void source.refetch(),
  };
}
