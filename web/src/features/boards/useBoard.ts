import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import { boardQuery, changeBoard, type Board, type BoardSettings, type BoardTile } from "@/api/boards";
import { ApiError } from "@/api/http";
import { toast } from "@/components/ui/toast";
import { useSteps } from "@/features/report/useSteps";

/** What people write about a board. */
export interface BoardText {
  name: string;
  description: string | null;
  settings: BoardSettings;
  tiles: BoardTile[];
}

const textOf = ({ name, description, settings, tiles }: Board): BoardText => ({
  name,
  description,
  settings,
  tiles,
});

const nothing: BoardText = {
  name: "",
  description: null,
  settings: { range: null, filter: null, refreshSeconds: 60 },
  tiles: [],
};

/**
 * A board and its changes. A change shows at once and is saved behind; several in a row are saved one after the other. When
 * somebody else was first, theirs is shown and the change is told to be lost.
 */
export function useBoard(slug: string, id: string) {
  const client = useQueryClient();
  const query = boardQuery(slug, id);
  const key = query.queryKey;
  const loaded = useQuery(query);
  const waiting = useRef(0);

  const saving = useMutation({
    scope: { id: `board ${id}` },
    // The board as it is when its turn comes, on top of the version that the save before it made.
    mutationFn: () => {
      const board = client.getQueryData(key);
      if (!board) throw new Error("The board is gone.");
      return changeBoard(slug, board);
    },
    onSuccess: (saved) => {
      client.setQueryData(key, (now) =>
        now && waiting.current > 1 ? { ...now, version: saved.version } : saved,
      );
      void client.invalidateQueries({ queryKey: ["project", slug, "boards"] });
    },
    onError: (error) => {
      const lost = error instanceof ApiError && error.status === 409;
      toast(
        lost
          ? "Somebody else has changed the board meanwhile. It is shown as they left it; your last change is lost."
          : `The change was not saved. ${error instanceof ApiError ? error.message : ""}`,
      );
      void client.invalidateQueries({ queryKey: key, exact: true });
    },
    onSettled: () => {
      waiting.current -= 1;
    },
  });

  const { mutate } = saving;
  const put = useCallback(
    (next: BoardText) => {
      void client.cancelQueries({ queryKey: key, exact: true });
      client.setQueryData(key, (now) => (now ? { ...now, ...next } : now));
      waiting.current += 1;
      mutate();
    },
    // The key is made anew at every render and says the same while slug and id do.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [client, mutate, slug, id],
  );
  const board = loaded.data;
  const text = useMemo(() => (board ? textOf(board) : nothing), [board]);
  const steps = useSteps(text, put);

  return {
    board,
    loaded,
    isSaving: saving.isPending,
    undo: steps.undo,
    redo: steps.redo,
    change: (next: Partial<BoardText>) => steps.change({ ...text, ...next }),
  };
}

export type BoardState = ReturnType<typeof useBoard>;
