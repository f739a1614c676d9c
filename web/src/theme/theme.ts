import { useSyncExternalStore } from "react";

export type ThemeChoice = "light" | "dark" | "system";
export type Theme = "light" | "dark";

const storageKey = "cairn.theme";
const system = typeof window === "undefined" ? undefined : window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

function readChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}

function applied(): Theme {
  return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
}

function apply() {
  const choice = readChoice();
  const dark = choice === "dark" || (choice === "system" && system?.matches === true);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  for (const listener of listeners) listener();
}

system?.addEventListener("change", apply);

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the reader chose, kept in this browser; `system` when nothing was chosen. */
export function useThemeChoice(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const choice = useSyncExternalStore(subscribe, readChoice);
  return [choice, chooseTheme];
}

/** What is drawn now. Charts are painted on a canvas and must be painted again when it changes. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, applied);
}

function chooseTheme(choice: ThemeChoice) {
  try {
    if (choice === "system") localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
    document.documentElement.dataset.theme =
      choice === "system" ? (system?.matches ? "dark" : "light") : choice;
    for (const listener of listeners) listener();
    return;
  }
  apply();
}
