import { useSyncExternalStore } from "react";

/** Whether a media query holds, and again when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** As wide as a phone: pickers become sheets. */
export const usePhone = () => useMedia("(max-width: 639px)");
