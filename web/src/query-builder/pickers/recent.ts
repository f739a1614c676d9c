/** The names somebody used last in this browser, the latest first; a comfort that may be lost. */
const most = 5;

const keyOf = (slug: string) => `cairn.recentEvents.${slug}`;

export function recentEvents(slug: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(slug)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((name) => typeof name === "string").slice(0, most) : [];
  } catch {
    return [];
  }
}

export function rememberEvent(slug: string, name: string): void {
  try {
    const names = [name, ...recentEvents(slug).filter((other) => other !== name)].slice(0, most);
    localStorage.setItem(keyOf(slug), JSON.stringify(names));
  } catch {
    // A browser without storage remembers nothing.
  }
}
