import { useState } from "react";

const storageKey = "cairn.sidebar";

/** Whether the side bar shows icons only; kept in this browser. */
export function useSideBarWidth(): [boolean, (narrow: boolean) => void] {
  const [narrow, setNarrow] = useState(read);
  return [
    narrow,
    (next) => {
      setNarrow(next);
      try {
        localStorage.setItem(storageKey, next ? "narrow" : "wide");
      } catch {
        // Storage is forbidden: the choice lasts as long as the page.
      }
    },
  ];
}

function read(): boolean {
  try {
    return localStorage.getItem(storageKey) === "narrow";
  } catch {
    return false;
  }
}
