import { useCallback, useEffect, useRef, useState } from "react";
import { isSame } from "./isSame";

interface Steps<T> {
  change: (next: T) => void;
  undo: (() => void) | null;
  redo: (() => void) | null;
}

const mostSteps = 100;

/** Undo and redo over a state that lives elsewhere: Ctrl or ⌘ with Z, and with Shift, outside of text fields. */
export function useSteps<T>(current: T, put: (next: T) => void): Steps<T> {
  const [past, setPast] = useState<T[]>([]);
  const [future, setFuture] = useState<T[]>([]);
  const latest = useRef(current);
  latest.current = current;

  const change = useCallback(
    (next: T) => {
      if (isSame(next, latest.current)) return;
      const before = latest.current;
      setPast((steps) => [...steps.slice(-mostSteps + 1), before]);
      setFuture([]);
      latest.current = next;
      put(next);
    },
    [put],
  );

  const undo = useCallback(() => {
    const before = past.at(-1);
    if (before === undefined) return;
    setPast(past.slice(0, -1));
    setFuture([...future, latest.current]);
    put(before);
  }, [past, future, put]);

  const redo = useCallback(() => {
    const next = future.at(-1);
    if (next === undefined) return;
    setFuture(future.slice(0, -1));
    setPast([...past, latest.current]);
    put(next);
  }, [past, future, put]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      const target = event.target as HTMLElement | null;
      if (target?.closest("input, textarea, [contenteditable=true]")) return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [undo, redo]);

  return {
    change,
    undo: past.length > 0 ? undo : null,
    redo: future.length > 0 ? redo : null,
  };
}
