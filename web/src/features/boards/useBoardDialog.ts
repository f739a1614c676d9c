import { useState } from "react";
import type { BoardTile } from "@/api/boards";

/** The dialog that is open above a board. */
export type BoardDialogShown =
  { kind: "reports" | "text" | "share" | "details" | "delete" } | { kind: "tile"; tile: BoardTile };

export function useBoardDialog() {
  const [shown, setShown] = useState<BoardDialogShown | null>(null);
  return { shown, open: setShown as (dialog: BoardDialogShown) => void, close: () => setShown(null) };
}
