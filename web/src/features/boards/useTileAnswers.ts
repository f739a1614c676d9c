import { keepPreviousData, useQueries, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";

export interface AskedTile {
  id: string;
  /** False for texts and removed reports: nothing is asked. */
  isAsked: boolean;
  /** What the answer depends on, besides data and time. */
  key: unknown;
}

export interface TileAnswers {
  of: (tile: string) => UseQueryResult<unknown> | undefined;
  /** When the oldest answer in sight was fetched; null before the first. */
  asOf: string | null;
  isFetching: boolean;
  refresh: () => void;
}

/**
 * The answers of all tiles, asked again every so often. A hidden tab asks nothing: the query cache stops its clocks there, and what
 * has grown old is asked for when the tab is looked at again.
 */
export function useTileAnswers(
  base: readonly unknown[],
  tiles: readonly AskedTile[],
  refreshSeconds: number,
  ask: (tile: string, signal: AbortSignal) => Promise<unknown>,
): TileAnswers {
  const client = useQueryClient();
  const asked = useMemo(() => tiles.filter((tile) => tile.isAsked), [tiles]);
  const results = useQueries({
    queries: asked.map((tile) => ({
      queryKey: [...base, "tile", tile.id, tile.key],
      queryFn: ({ signal }: { signal: AbortSignal }) => ask(tile.id, signal),
      placeholderData: keepPreviousData,
      staleTime: refreshSeconds > 0 ? (refreshSeconds * 1_000) / 2 : 60_000,
      refetchInterval: refreshSeconds > 0 ? refreshSeconds * 1_000 : (false as const),
      refetchIntervalInBackground: false,
    })),
  });
  const known = results.filter((result) => result.data !== undefined && !result.isPlaceholderData);
  const oldest = Math.min(...known.map((result) => result.dataUpdatedAt));
  return {
    of: (tile) => results[asked.findIndex((one) => one.id === tile)],
    asOf: known.length > 0 ? new Date(oldest).toISOString() : null,
    isFetching: results.some((result) => result.isFetching),
    refresh: () => void client.invalidateQueries({ queryKey: [...base, "tile"] }),
  };
}
