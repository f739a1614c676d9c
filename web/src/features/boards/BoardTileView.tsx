import { Link, useNavigate } from "@tanstack/react-router";
import { memo } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { BoardTile } from "@/api/boards";
import { reportAddress } from "@/features/report/reportAddress";
import type { Nudge } from "./rearrange";
import { TextTile } from "./TextTile";
import { TileHandle } from "./TileHandle";
import { TileMenu } from "./TileMenu";
import { ReportTile } from "./tiles/ReportTile";
import { TileFrame } from "./tiles/TileFrame";

export interface TileEdit {
  nudge: (tile: string, by: Nudge) => void;
  change: (tile: BoardTile) => void;
  remove: (tile: BoardTile) => void;
}

interface BoardTileViewProps {
  slug: string;
  timeZone: string;
  tile: BoardTile;
  view: string | null;
  onView: (tile: string, view: string) => void;
  result: UseQueryResult<unknown> | undefined;
  isFluid: boolean;
  edit?: TileEdit | undefined;
}

/** What a tile is called where it has no title of its own. */
export const titleOf = (tile: Pick<BoardTile, "kind" | "title"> & { report: { name: string } | null }) =>
  tile.title ?? tile.report?.name ?? (tile.kind === "report" ? "A removed report" : "");

/** One tile of a board in a project. */
export const BoardTileView = memo(function BoardTileView(props: BoardTileViewProps) {
  const { slug, timeZone, tile, view, onView, result, isFluid, edit } = props;
  const navigate = useNavigate();
  const title = titleOf(tile);
  const named = title || "the text";
  const { report, reportId } = tile;
  const target =
    report && reportId
      ? ({
          to: `/p/$slug${reportAddress(report.kind)}`,
          params: { slug },
          search: { report: reportId },
        } as const)
      : null;
  return (
    <TileFrame
      id={tile.id}
      title={title}
      isFluid={isFluid}
      isEdited={edit !== undefined}
      heading={
        target && !edit ? (
          <Link
            to={target.to as "/p/$slug/trends"}
            params={target.params}
            search={target.search}
            className="inline-block max-w-full truncate align-bottom leading-11 hover:text-accent"
          >
            {title}
          </Link>
        ) : undefined
      }
      handle={
        edit && !isFluid ? <TileHandle title={named} onNudge={(by) => edit.nudge(tile.id, by)} /> : undefined
      }
      menu={
        edit || report ? (
          <TileMenu
            tile={tile}
            title={named}
            view={view}
            onView={(next) => onView(tile.id, next)}
            onOpen={target ? () => void navigate(target as never) : undefined}
            onRefresh={result && !edit ? () => void result.refetch() : undefined}
            canPlace={!isFluid}
            edit={
              edit && {
                nudge: (by) => edit.nudge(tile.id, by),
                change: () => edit.change(tile),
                remove: () => edit.remove(tile),
              }
            }
          />
        ) : undefined
      }
    >
      {tile.kind === "text" ? (
        <TextTile text={tile.text ?? ""} title={title} isFluid={isFluid} />
      ) : (
        <ReportTile
          kind={report?.kind ?? null}
          title={title}
          view={view}
          timeZone={timeZone}
          result={result}
          isFluid={isFluid}
        />
      )}
    </TileFrame>
  );
});
