/** How the answer is drawn; the URL holds it as `view`. */
export interface RetentionView {
  curves: boolean;
  /** Persons instead of shares. */
  asCounts: boolean;
  /** Which value of the breakdown, by its place; 0: everybody. */
  group: number;
}

/** Reads words like "curves" or "counts:2"; anything else is the default. */
export function readRetentionView(words: string | undefined): RetentionView {
  const [drawing, group] = (words ?? "").split(":");
  const place = Number(group ?? 0);
  return {
    curves: drawing === "curves",
    asCounts: drawing === "counts",
    group: Number.isInteger(place) && place > 0 ? place : 0,
  };
}

export function writeRetentionView({ curves, asCounts, group }: RetentionView): string | undefined {
  const drawing = curves ? "curves" : asCounts ? "counts" : "heat";
  const words = group > 0 ? `${drawing}:${group}` : drawing;
  return words === "heat" ? undefined : words;
}
