import { lazy, Suspense } from "react";
import type { Board } from "@/api/boards";
import type { BoardState } from "./useBoard";
import type { BoardDialogShown } from "./useBoardDialog";

const AddReportDialog = lazy(() =>
  import("./dialogs/AddReportDialog").then((m) => ({ default: m.AddReportDialog })),
);
const TileDialog = lazy(() => import("./dialogs/TileDialog").then((m) => ({ default: m.TileDialog })));
const ShareDialog = lazy(() => import("./dialogs/ShareDialog").then((m) => ({ default: m.ShareDialog })));
const BoardDialog = lazy(() => import("./dialogs/BoardDialog").then((m) => ({ default: m.BoardDialog })));
const DeleteBoardDialog = lazy(() =>
  import("./dialogs/DeleteBoardDialog").then((m) => ({ default: m.DeleteBoardDialog })),
);

interface BoardDialogsProps {
  slug: string;
  timeZone: string;
  board: Board;
  state: BoardState;
  dialog: BoardDialogShown | null;
  onClose: () => void;
  onText: (written: { title: string | null; text: string | null }) => void;
  onDeleted: () => void;
}

/** The dialog that was asked for. */
export function BoardDialogs(props: BoardDialogsProps) {
  return props.dialog && <Suspense>{dialogOf(props, props.dialog)}</Suspense>;
}

function dialogOf(
  { slug, timeZone, board, state, onClose, onText, onDeleted }: BoardDialogsProps,
  dialog: BoardDialogShown,
) {
  switch (dialog.kind) {
    case "reports":
      return <AddReportDialog {...{ slug, board, onClose }} />;
    case "text":
      return <TileDialog tile={null} onSave={onText} onClose={onClose} />;
    case "tile":
      return (
        <TileDialog
          tile={dialog.tile}
          onClose={onClose}
          onSave={(written) =>
            state.change({
              tiles: board.tiles.map((tile) => (tile.id === dialog.tile.id ? { ...tile, ...written } : tile)),
            })
          }
        />
      );
    case "share":
      return <ShareDialog {...{ slug, board, timeZone, onClose }} />;
    case "details":
      return (
        <BoardDialog
          title="Name and description"
          action="Save"
          name={board.name}
          description={board.description}
          onClose={onClose}
          onSave={({ name, description }) => {
            state.change({ name, description: description || null });
            onClose();
          }}
        />
      );
    case "delete":
      return <DeleteBoardDialog {...{ slug, board, onClose, onDeleted }} />;
  }
}
