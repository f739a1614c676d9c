import type { Cairn } from "./types.ts";

/**
 * Page views of an app that changes pages without loading: this one, and each whose path differs from the one before. A page counts when it is first in sight, not when
 * it was loaded ahead or in another tab; and again when somebody comes back to it from another site.
 */
export function navigation(cairn: Pick<Cairn, "page">, { hash }: { hash?: boolean | undefined } = {}): void {
  let last: string | undefined;
  const look = () => {
    const here = location.pathname + (hash ? location.hash : "");
    if (here !== last && !document.hidden) {
      last = here;
      cairn.page();
    }
  };
  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name];
    history[name] = (...given) => {
      original.apply(history, given);
      look();
    };
  }
  addEventListener("popstate", look);
  addEventListener("visibilitychange", look);
  // The browser may keep the page as it is, for the way back.
  addEventListener("pagehide", () => (last = undefined));
  look();
}
