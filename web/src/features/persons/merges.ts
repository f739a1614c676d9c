import type { MergeItem } from "@/api/types";

/** A merge as the page tells it. */
export interface ToldMerge {
  line: MergeItem;
  /** When it was taken back; null while it holds. */
  undoneAt: string | null;
}

/** Merges that took effect, newest first, each with its undo; refusals and undos are no lines of their own. */
export function toldMerges(log: readonly MergeItem[]): ToldMerge[] {
  const undone = new Map(
    log.flatMap((line) => (line.undoes === null ? [] : [[line.undoes, line.at] as const])),
  );
  return log
    .filter((line) => line.kind !== "undo" && line.outcome === "merged")
    .map((line) => ({ line, undoneAt: undone.get(line.sequence) ?? null }));
}
