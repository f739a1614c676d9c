/** The state of the install page, in its address. */
export interface InstallSearch {
  /** The id of a recipe. */
  pick: string;
  /** What was typed into the search. */
  find: string;
  /** The id of the write key in the lines; empty: the first. */
  key: string;
}

export function readInstallSearch(raw: Record<string, unknown>): InstallSearch {
  const text = (value: unknown) =>
    typeof value === "string" || typeof value === "number" ? String(value).slice(0, 200) : "";
  return { pick: text(raw.pick), find: text(raw.find), key: text(raw.key) };
}
