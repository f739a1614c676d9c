/** How a person is called where one line must do. */
export interface PersonName {
  /** Their name, their email, or else their id. */
  title: string;
  /** The id that tells them apart; null where the title is that id. */
  id: string | null;
  initials: string;
  /** 0..359, always the same for the same person. */
  hue: number;
}

/** Ids that devices make up; an id that somebody chose says more. */
const madeUp =
  /^(\$?(anon|device|visitor)[-_:.]|[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$|[0-9a-f]{20,}$)/i;

/** The id to show of all a person has: one that was chosen before one that a device made up. */
export function mainId(distinctIds: readonly string[]): string {
  return distinctIds.find((id) => !madeUp.test(id)) ?? distinctIds[0] ?? "";
}

/** Properties that name a person and need no column of their own. */
export const namingProperties = ["name", "full_name", "display_name", "username", "email", "$name", "$email"];

export function personName(
  personId: string,
  distinctIds: readonly string[],
  properties: Readonly<Record<string, unknown>>,
): PersonName {
  const id = mainId(distinctIds) || personId;
  const named = namingProperties
    .map((name) => properties[name])
    .find((value): value is string => typeof value === "string" && value.trim() !== "");
  const title = named ?? id;
  return { title, id: title === id ? null : id, initials: initialsOf(title), hue: hueOf(personId) };
}

function initialsOf(title: string): string {
  const words = title
    .replace(/@.*$/, "")
    .split(/[\s._\-+:]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? "");
  return letters.join("").toUpperCase() || "?";
}

function hueOf(text: string): number {
  let hash = 0;
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 360_007;
  return hash % 360;
}
