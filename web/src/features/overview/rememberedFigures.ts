/** Which cards a project had when it was last looked at, so that their places are kept while the numbers load. */
const keyOf = (slug: string) => `cairn.figures.${slug}`;

export function rememberedFigures(slug: string): readonly string[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(slug)) ?? "null");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : null;
  } catch {
    return null;
  }
}

export function rememberFigures(slug: string, ids: readonly string[]): void {
  try {
    localStorage.setItem(keyOf(slug), JSON.stringify(ids));
  } catch {
    // A browser that keeps nothing: places are guessed next time.
  }
}
