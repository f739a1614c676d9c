import {
  FileText,
  LayoutDashboard,
  Maximize,
  MoreVertical,
  Pencil,
  Plus,
  Redo2,
  Share2,
  Trash2,
  Undo2,
} from "lucide-react";
import { Button, IconButton } from "@/components/ui/Button";
import { Menu, MenuItem, MenuLine } from "@/components/ui/Menu";
import { usePhone } from "@/lib/useMedia";
import type { BoardState } from "./useBoard";
import type { BoardDialogShown } from "./useBoardDialog";

interface BoardActionsProps {
  mayEdit: boolean;
  isEditing: boolean;
  isEmpty: boolean;
  state: BoardState;
  onEdit: (isEditing: boolean) => void;
  onFull: () => void;
  open: (dialog: BoardDialogShown) => void;
}

/** What can be done with the whole board. */
export function BoardActions({
  mayEdit,
  isEditing,
  isEmpty,
  state,
  onEdit,
  onFull,
  open,
}: BoardActionsProps) {
  // On a phone what is seldom done stands in the menu.
  const isPhone = usePhone();
  return (
    <>
      {isEditing && (
        <>
          <IconButton label="Undo" disabled={!state.undo} onClick={() => state.undo?.()}>
            <Undo2 aria-hidden />
          </IconButton>
          <IconButton label="Redo" disabled={!state.redo} onClick={() => state.redo?.()}>
            <Redo2 aria-hidden />
          </IconButton>
        </>
      )}
      {mayEdit && (
        <>
          <Menu
            label="Add"
            trigger={
              <Button>
                <Plus aria-hidden />
                Add
              </Button>
            }
          >
            <MenuItem onSelect={() => open({ kind: "reports" })}>
              <Plus aria-hidden className="text-muted" />
              Add reports
            </MenuItem>
            <MenuItem onSelect={() => open({ kind: "text" })}>
              <FileText aria-hidden className="text-muted" />
              Add a text
            </MenuItem>
          </Menu>
          {!isEmpty && (!isPhone || isEditing) && (
            <Button look={isEditing ? "primary" : "secondary"} onClick={() => onEdit(!isEditing)}>
              {!isEditing && <Pencil aria-hidden />}
              {isEditing ? "Done" : "Arrange"}
            </Button>
          )}
          {!isPhone && (
            <Button onClick={() => open({ kind: "share" })}>
              <Share2 aria-hidden />
              Share
            </Button>
          )}
        </>
      )}
      {!isEmpty && !isPhone && (
        <IconButton label="Full screen" onClick={onFull}>
          <Maximize aria-hidden />
        </IconButton>
      )}
      {mayEdit && (
        <Menu
          label="Board"
          trigger={
            <IconButton label="Menu of the board">
              <MoreVertical aria-hidden />
            </IconButton>
          }
        >
          {isPhone && !isEmpty && (
            <MenuItem onSelect={() => onEdit(!isEditing)}>
              <LayoutDashboard aria-hidden className="text-muted" />
              {isEditing ? "Done arranging" : "Arrange"}
            </MenuItem>
          )}
          {isPhone && (
            <MenuItem onSelect={() => open({ kind: "share" })}>
              <Share2 aria-hidden className="text-muted" />
              Share
            </MenuItem>
          )}
          <MenuItem onSelect={() => open({ kind: "details" })}>
            <Pencil aria-hidden className="text-muted" />
            Name and description
          </MenuItem>
          <MenuLine />
          <MenuItem onSelect={() => open({ kind: "delete" })}>
            <Trash2 aria-hidden className="text-muted" />
            Delete the board
          </MenuItem>
        </Menu>
      )}
    </>
  );
}
