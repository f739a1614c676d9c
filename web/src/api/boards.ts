import { queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import { paths } from "./paths";
import type { Page } from "./types";

/** What a list of boards says of each. */
export interface BoardSummary {
  id: string;
  name: string;
  description: string | null;
}

export const boardsQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "boards"] as const,
    queryFn: ({ signal }) => request<Page<BoardSummary>>("GET", paths.boards(slug), { signal }),
  });

export const createBoard = (slug: string, body: { name: string }) =>
  request<BoardSummary>("POST", paths.boards(slug), { body });

/** Puts a saved report at the end of a board. */
export const addReportToBoard = (slug: string, board: string, reportId: string) =>
  request<unknown>("POST", `${paths.board(slug, board)}/tiles`, { body: { kind: "report", reportId } });
