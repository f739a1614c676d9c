import { useSyncExternalStore } from "react";

const widths = { sm: 640, md: 768, lg: 1024, xl: 1280 } as const;
export type Breakpoint = keyof typeof widths;

const lists = new Map<Breakpoint, MediaQueryList>();

function listOf(name: Breakpoint): MediaQueryList {
  let list = lists.get(name);
  if (!list) {
    list = window.matchMedia(`(min-width: ${widths[name]}px)`);
    lists.set(name, list);
  }
  return list;
}

/** The widest breakpoint that the window reaches; null on a phone. The same widths as the styles'. */
export function useBreakpoint(): Breakpoint | null {
  return useSyncExternalStore(subscribe, current);
}

/** Whether a window of this width shows what is shown from `from` on. */
export function reaches(width: Breakpoint | null, from: Breakpoint | undefined): boolean {
  return from === undefined || (width !== null && widths[width] >= widths[from]);
}

function subscribe(changed: () => void): () => void {
  const all = (Object.keys(widths) as Breakpoint[]).map(listOf);
  for (const list of all) list.addEventListener("change", changed);
  return () => {
    for (const list of all) list.removeEventListener("change", changed);
  };
}

function current(): Breakpoint | null {
  return (["xl", "lg", "md", "sm"] as const).find((name) => listOf(name).matches) ?? null;
}
