import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import type { Board, BoardTile } from "@/api/boards";
import { reaches, useBreakpoint } from "@/lib/useBreakpoint";
import { BoardGrid } from "./BoardGrid";
import { BoardTileView, titleOf, type TileEdit } from "./BoardTileView";
import type { BoardDialogShown } from "./useBoardDialog";
import type { TileAnswers } from "./useTileAnswers";
import type { Nudge } from "./rearrange";

const EditGrid = lazy(() => import("./EditGrid").then((module) => ({ default: module.EditGrid })));

interface BoardTilesProps {
  slug: string;
  timeZone: string;
  board: Board;
  answers: TileAnswers;
  isEditing: boolean;
  mayEdit: boolean;
  onTiles: (tiles: BoardTile[]) => void;
  onDialog: (dialog: BoardDialogShown) => void;
}

/** All tiles: to be looked at, or to be moved about. */
export function BoardTiles(props: BoardTilesProps) {
  const { slug, timeZone, board, answers, isEditing, mayEdit, onTiles, onDialog } = props;
  const isFluid = !reaches(useBreakpoint(), "md");
  const { tiles } = board;
  /** How this reader has a report drawn; saved only while the board is edited. */
  const [views, setViews] = useState<Record<string, string>>({});
  const [said, setSaid] = useState("");
  const latest = useRef({ tiles, onTiles, onDialog, isEditing });
  latest.current = { tiles, onTiles, onDialog, isEditing };

  const edit = useMemo<TileEdit>(
    () => ({
      nudge: (id, by) => void nudge(latest.current, id, by, setSaid),
      change: (tile) => latest.current.onDialog({ kind: "tile", tile }),
      remove: (tile) => {
        latest.current.onTiles(latest.current.tiles.filter((one) => one.id !== tile.id));
        setSaid(`${titleOf(tile) || "The text"} is taken off the board. Undo brings it back.`);
      },
    }),
    [],
  );
  const onView = useCallback((id: string, view: string) => {
    setViews((before) => ({ ...before, [id]: view }));
    const now = latest.current;
    if (now.isEditing) now.onTiles(now.tiles.map((tile) => (tile.id === id ? { ...tile, view } : tile)));
  }, []);

  const draw = (tile: BoardTile) => (
    <BoardTileView
      slug={slug}
      timeZone={timeZone}
      tile={tile}
      view={views[tile.id] ?? tile.view}
      onView={onView}
      result={answers.of(tile.id)}
      isFluid={isFluid}
      edit={isEditing && mayEdit ? edit : undefined}
    />
  );
  return (
    <>
      {isEditing && !isFluid ? (
        <Suspense
          fallback={
            <BoardGrid tiles={tiles} isFluid={false}>
              {draw}
            </BoardGrid>
          }
        >
          <EditGrid tiles={tiles} onChange={onTiles}>
            {draw}
          </EditGrid>
        </Suspense>
      ) : (
        <BoardGrid tiles={tiles} isFluid={isFluid}>
          {draw}
        </BoardGrid>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

interface Latest {
  tiles: BoardTile[];
  onTiles: (tiles: BoardTile[]) => void;
}

async function nudge({ tiles, onTiles }: Latest, id: string, by: Nudge, say: (words: string) => void) {
  const { nudged } = await import("./rearrange");
  const next = nudged(tiles, id, by);
  const tile = next.find((one) => one.id === id);
  if (next === tiles || !tile) return say("It cannot go further.");
  onTiles([...next]);
  const { x, y, w, h } = tile.layout;
  say(
    by.w || by.h
      ? `${titleOf(tile)} is ${w} columns wide and ${h} rows tall.`
      : `${titleOf(tile)} is in column ${x + 1}, row ${y + 1}.`,
  );
}
