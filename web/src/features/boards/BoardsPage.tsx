import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Copy, LayoutDashboard, MoreVertical, Plus, Share2, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { boardsQuery, createBoard, duplicateBoard, type BoardSummary } from "@/api/boards";
import { PageTitle } from "@/components/PageTitle";
import { Age } from "@/components/ui/Age";
import { Button, IconButton } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { EmptyPage } from "@/components/ui/EmptyPage";
import { Menu, MenuItem, MenuLine } from "@/components/ui/Menu";
import { ErrorNotice } from "@/components/ui/Notice";
import { TableSkeleton } from "@/components/ui/TableSkeleton";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { formatNumber } from "@/lib/format";

const BoardDialog = lazy(() => import("./dialogs/BoardDialog").then((m) => ({ default: m.BoardDialog })));
const DeleteBoardDialog = lazy(() =>
  import("./dialogs/DeleteBoardDialog").then((m) => ({ default: m.DeleteBoardDialog })),
);

/** All boards of the project, the newest first. */
export function BoardsPage() {
  const { slug, timeZone, role } = useFrame();
  const client = useQueryClient();
  const navigate = useNavigate();
  const boards = useQuery(boardsQuery(slug));
  const [isMaking, setMaking] = useState(false);
  const [doomed, setDoomed] = useState<BoardSummary | null>(null);
  const mayEdit = role !== "viewer";
  const making = useMutation({
    mutationFn: (written: { name: string; description: string }) =>
      createBoard(slug, {
        name: written.name,
        ...(written.description ? { description: written.description } : {}),
      }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ["project", slug, "boards"] });
      void navigate({ to: "/p/$slug/boards/$boardId", params: { slug, boardId: made.id } });
    },
  });
  const copying = useMutation({
    mutationFn: (id: string) => duplicateBoard(slug, id),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ["project", slug, "boards"] });
      toast(`“${made.name}” is made.`);
    },
    onError: () => toast("The board was not copied. Try again."),
  });
  const newBoard = mayEdit && (
    <Button look="primary" onClick={() => setMaking(true)}>
      <Plus aria-hidden />
      New board
    </Button>
  );

  return (
    <>
      <PageTitle title="Boards" lead="Saved reports beside each other, for a glance or for a wall.">
        {(boards.data?.items.length ?? 0) > 0 && newBoard}
      </PageTitle>
      <Card>
        {boards.isPending ? (
          <TableSkeleton label="boards" />
        ) : boards.error ? (
          <ErrorNotice error={boards.error} onRetry={() => void boards.refetch()} className="m-4 sm:m-5" />
        ) : boards.data.items.length === 0 ? (
          <EmptyPage icon={LayoutDashboard} title="No boards yet" action={newBoard}>
            A board shows saved reports and texts side by side, under one range and one filter. It refreshes
            by itself, goes full screen, and can be shared by a link that needs no account.
          </EmptyPage>
        ) : (
          <ul className="divide-y divide-line" aria-label="Boards">
            {boards.data.items.map((board) => (
              <BoardRow
                key={board.id}
                {...{ slug, timeZone, board, mayEdit }}
                onCopy={() => copying.mutate(board.id)}
                onDelete={() => setDoomed(board)}
              />
            ))}
          </ul>
        )}
      </Card>
      <Suspense>
        {isMaking && (
          <BoardDialog
            title="New board"
            action="Create"
            busy={making.isPending}
            error={making.error}
            onSave={(written) => making.mutate(written)}
            onClose={() => setMaking(false)}
          />
        )}
        {doomed && <DeleteBoardDialog slug={slug} board={doomed} onClose={() => setDoomed(null)} />}
      </Suspense>
    </>
  );
}

interface BoardRowProps {
  slug: string;
  timeZone: string;
  board: BoardSummary;
  mayEdit: boolean;
  onCopy: () => void;
  onDelete: () => void;
}

function BoardRow({ slug, timeZone, board, mayEdit, onCopy, onDelete }: BoardRowProps) {
  return (
    <li
      className="relative flex items-center gap-3 py-2 pr-2 pl-4 transition-colors duration-150 hover:bg-hover sm:pl-5"
      data-board-row={board.id}
    >
      <div className="min-w-0 flex-1">
        <Link
          to="/p/$slug/boards/$boardId"
          params={{ slug, boardId: board.id }}
          className="flex min-h-11 flex-col justify-center after:absolute after:inset-0 md:min-h-9"
        >
          <span className="truncate font-medium">{board.name}</span>
          <span className="truncate text-[0.8125rem] text-muted">
            {board.description ??
              `${formatNumber(board.tileCount)} ${board.tileCount === 1 ? "tile" : "tiles"}`}
          </span>
        </Link>
      </div>
      {board.isShared && (
        <span className="hidden items-center gap-1.5 text-[0.8125rem] text-muted sm:flex">
          <Share2 aria-hidden className="size-3.5" />
          Public link
        </span>
      )}
      <span className="hidden w-64 truncate text-right text-[0.8125rem] text-muted md:block">
        Changed <Age at={board.updatedAt} timeZone={timeZone} /> by {board.updatedBy}
      </span>
      {mayEdit && (
        <div className="relative z-10">
          <Menu
            label={`Board ${board.name}`}
            trigger={
              <IconButton label={`Menu of ${board.name}`}>
                <MoreVertical aria-hidden />
              </IconButton>
            }
          >
            <MenuItem onSelect={onCopy}>
              <Copy aria-hidden className="text-muted" />
              Duplicate
            </MenuItem>
            <MenuLine />
            <MenuItem onSelect={onDelete}>
              <Trash2 aria-hidden className="text-muted" />
              Delete
            </MenuItem>
          </Menu>
        </div>
      )}
    </li>
  );
}
