import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, request } from "./http";
import type { Filter, Page, Question, Range } from "./types";
import type { components } from "./schema";

type Schemas = components["schemas"];

/** What a list of boards says of each. */
export type BoardSummary = Schemas["ListedBoard"];

export type TileLayout = Schemas["TileLayout"];

/** A report or a text on a board. `report` is null for a text, and once the report was removed. */
export type BoardTile = Omit<Schemas["TileAnswer"], "report"> & {
  report: (Omit<Schemas["TileReport"], "query"> & { query: Question }) | null;
};

export interface BoardSettings {
  /** Stands in for the range of every report; null: each keeps its own. */
  range: Range | null;
  /** Holds beside the filter of every report. */
  filter: Filter | null;
  /** 0: never by itself. */
  refreshSeconds: number;
}

export type Board = Omit<Schemas["BoardAnswer"], "tiles" | "settings"> & {
  tiles: BoardTile[];
  settings: BoardSettings;
};

export type NewTile = Schemas["NewTile"];
export type BoardLink = Schemas["LinkAnswer"];

/** A board behind a public link: no questions, only how their answers are drawn. */
export type SharedBoard = Schemas["SharedBoard"];
export type SharedTile = Schemas["SharedTile"];

const inProject = (slug: string) => ({ params: { path: { slug } } });
const ofBoard = (slug: string, id: string) => ({ params: { path: { slug, id } } });

export const boardsQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "boards"] as const,
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/projects/{slug}/boards", {
          params: { path: { slug }, query: { limit: 500 } },
          signal,
        }),
      ) as Promise<Page<BoardSummary>>,
  });

export const boardQuery = (slug: string, id: string) =>
  queryOptions({
    queryKey: ["project", slug, "board", id] as const,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/api/projects/{slug}/boards/{id}", { ...ofBoard(slug, id), signal })) as Promise<Board>,
    staleTime: 15_000,
  });

export const createBoard = (slug: string, body: { name: string; description?: string }) =>
  bodyOf(api.POST("/api/projects/{slug}/boards", { ...inProject(slug), body })) as Promise<Board>;

/** The next version. 409 when somebody made another since `board.version`. */
export const changeBoard = (slug: string, board: Board) =>
  bodyOf(
    api.PUT("/api/projects/{slug}/boards/{id}", { ...ofBoard(slug, board.id), body: asWritten(board) }),
  ) as Promise<Board>;

/** A board as it is sent: without what the server adds, and without nulls. */
function asWritten(board: Board): Schemas["BoardChange"] {
  const { range, filter, refreshSeconds } = board.settings;
  return {
    version: board.version,
    name: board.name,
    ...(board.description ? { description: board.description } : {}),
    settings: { refreshSeconds, ...(range ? { range } : {}), ...(filter ? { filter } : {}) },
    tiles: board.tiles.map(({ id, kind, reportId, text, title, view, layout }) => ({
      id,
      kind,
      layout,
      ...(reportId ? { reportId } : {}),
      ...(kind === "text" ? { text: text ?? "" } : {}),
      ...(title ? { title } : {}),
      ...(view ? { view } : {}),
    })),
  };
}

export const duplicateBoard = (slug: string, id: string) =>
  bodyOf(api.POST("/api/projects/{slug}/boards/{id}/duplicate", ofBoard(slug, id))) as Promise<Board>;

export const deleteBoard = (slug: string, id: string) =>
  bodyOf(api.DELETE("/api/projects/{slug}/boards/{id}", ofBoard(slug, id)));

/** Puts a tile where there is room. */
export const addTile = (slug: string, id: string, body: NewTile) =>
  bodyOf(
    api.POST("/api/projects/{slug}/boards/{id}/tiles", { ...ofBoard(slug, id), body }),
  ) as Promise<Board>;

/** Puts a saved report at the first free place of a board. */
export const addReportToBoard = (slug: string, board: string, reportId: string) =>
  addTile(slug, board, { kind: "report", reportId });

export interface TileOverlay {
  range?: Range;
  filter?: Filter;
}

/** The answer to a tile's report under a range and a filter. While no event has come since, the server answers from memory. */
export const askTile = (
  slug: string,
  board: string,
  tile: string,
  overlay: TileOverlay,
  signal: AbortSignal,
) =>
  bodyOf(
    api.POST("/api/projects/{slug}/boards/{id}/tiles/{tileId}/answer", {
      params: { path: { slug, id: board, tileId: tile } },
      body: overlay as Schemas["BoardOverlay"],
      signal,
    }),
  ) as Promise<unknown>;

export const linksQuery = (slug: string, board: string) =>
  queryOptions({
    queryKey: ["project", slug, "board", board, "links"] as const,
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/projects/{slug}/boards/{id}/links", { ...ofBoard(slug, board), signal }),
      ) as Promise<Page<BoardLink>>,
  });

export const createLink = (slug: string, board: string) =>
  bodyOf(api.POST("/api/projects/{slug}/boards/{id}/links", ofBoard(slug, board))) as Promise<BoardLink>;

export const revokeLink = (slug: string, board: string, linkId: string) =>
  bodyOf(
    api.DELETE("/api/projects/{slug}/boards/{id}/links/{linkId}", {
      params: { path: { slug, id: board, linkId } },
    }),
  );

export const sharedBoardQuery = (token: string) =>
  queryOptions({
    queryKey: ["shared", token] as const,
    queryFn: ({ signal }) =>
      request<SharedBoard>("GET", `/api/shared/${encodeURIComponent(token)}`, { signal }),
    retry: false,
  });

export const askSharedTile = (token: string, tile: string, signal: AbortSignal) =>
  request<unknown>(
    "GET",
    `/api/shared/${encodeURIComponent(token)}/tiles/${encodeURIComponent(tile)}/answer`,
    { signal },
  );
