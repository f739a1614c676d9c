import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { LayoutDashboard } from "lucide-react";
import { useMemo } from "react";
import { addTile, askTile, boardQuery, type Board } from "@/api/boards";
import { PageTitle } from "@/components/PageTitle";
import { Button } from "@/components/ui/Button";
import { EmptyPage } from "@/components/ui/EmptyPage";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { cx } from "@/lib/cx";
import { BoardActions } from "./BoardActions";
import { BoardDialogs } from "./BoardDialogs";
import { BoardTiles } from "./BoardTiles";
import { BoardToolbar, Freshness } from "./BoardToolbar";
import { useBoard } from "./useBoard";
import { useBoardDialog } from "./useBoardDialog";
import { useBoardLook } from "./useBoardLook";
import { useFullScreen } from "./useFullScreen";
import { useTileAnswers } from "./useTileAnswers";

/** A board: reports and texts on a grid, under one range and one filter. */
export function BoardPage() {
  const { slug, timeZone, role } = useFrame();
  const { boardId = "" } = useParams({ strict: false }) as { boardId?: string };
  const state = useBoard(slug, boardId);
  const { board, loaded } = state;
  if (board) return <OpenBoard {...{ slug, timeZone, board, state }} mayEdit={role !== "viewer"} />;
  return (
    <>
      <PageTitle title="Board" />
      {loaded.error ? (
        <ErrorNotice error={loaded.error} onRetry={() => void loaded.refetch()} />
      ) : (
        <div role="status" aria-label="Loading the board" className="grid gap-4 md:grid-cols-2">
          {["a", "b", "c", "d"].map((tile) => (
            <Skeleton key={tile} className="h-80 w-full" />
          ))}
        </div>
      )}
    </>
  );
}

interface OpenBoardProps {
  slug: string;
  timeZone: string;
  board: Board;
  state: ReturnType<typeof useBoard>;
  mayEdit: boolean;
}

function OpenBoard({ slug, timeZone, board, state, mayEdit }: OpenBoardProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const look = useBoardLook(board.settings);
  const full = useFullScreen();
  const dialogs = useBoardDialog();
  const isEditing = look.isEditing && mayEdit && !full.isFull;
  const { range, filter } = look;
  const overlay = useMemo(
    () => ({ ...(range ? { range } : {}), ...(filter ? { filter } : {}) }),
    [range, filter],
  );
  const asked = useMemo(
    () =>
      board.tiles.map((tile) => ({
        id: tile.id,
        isAsked: tile.report !== null,
        key: [overlay, tile.report?.query],
      })),
    [board.tiles, overlay],
  );
  const answers = useTileAnswers(
    ["project", slug, "board", board.id],
    asked,
    board.settings.refreshSeconds,
    (tile, signal) => askTile(slug, board.id, tile, overlay, signal),
  );

  const addText = async (written: { title: string | null; text: string | null }) => {
    try {
      const saved = await addTile(slug, board.id, {
        kind: "text",
        text: written.text ?? "",
        ...(written.title ? { title: written.title } : {}),
      });
      client.setQueryData(boardQuery(slug, board.id).queryKey, saved);
    } catch {
      toast("The text was not added. Try again.");
    }
  };
  const isEmpty = board.tiles.length === 0;

  return (
    <div
      className={cx(full.isFull && "fixed inset-0 z-30 overflow-y-auto bg-canvas p-4 sm:p-6")}
      data-board={board.id}
      data-version={board.version}
      data-saving={state.isSaving}
    >
      <PageTitle title={board.name} lead={board.description}>
        {full.isFull ? (
          <>
            <Freshness answers={answers} />
            <Button onClick={full.leave}>Leave full screen</Button>
          </>
        ) : (
          <BoardActions
            mayEdit={mayEdit}
            isEditing={isEditing}
            isEmpty={isEmpty}
            state={state}
            onEdit={look.setEditing}
            onFull={full.enter}
            open={dialogs.open}
          />
        )}
      </PageTitle>
      {!full.isFull && !isEmpty && (
        <BoardToolbar
          slug={slug}
          timeZone={timeZone}
          look={look}
          settings={board.settings}
          answers={answers}
          onKeep={
            mayEdit ? (settings) => state.change({ settings: { ...board.settings, ...settings } }) : undefined
          }
        />
      )}
      {isEmpty ? (
        <EmptyPage
          icon={LayoutDashboard}
          title="Nothing on this board yet"
          action={
            mayEdit && (
              <>
                <Button look="primary" onClick={() => dialogs.open({ kind: "reports" })}>
                  Add reports
                </Button>
                <Button onClick={() => dialogs.open({ kind: "text" })}>Add a text</Button>
              </>
            )
          }
        >
          Put saved reports beside each other, with words between them. Every page under Understand can save
          what it shows, and its chart menu puts it here.
        </EmptyPage>
      ) : (
        <BoardTiles
          {...{ slug, timeZone, board, answers, isEditing, mayEdit }}
          onTiles={(tiles) => state.change({ tiles })}
          onDialog={dialogs.open}
        />
      )}
      <BoardDialogs
        {...{ slug, timeZone, board, state }}
        dialog={dialogs.shown}
        onClose={dialogs.close}
        onText={(written) => void addText(written)}
        onDeleted={() => void navigate({ to: "/p/$slug/boards", params: { slug } })}
      />
    </div>
  );
}
