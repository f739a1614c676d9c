import { useEffect, useState } from "react";

/** Full screen where the browser has it; else the whole window. Escape leads back. */
export function useFullScreen() {
  const [isFull, setFull] = useState(false);

  useEffect(() => {
    if (!isFull) return;
    const onChange = () => {
      if (!document.fullscreenElement) setFull(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !document.fullscreenElement && !event.defaultPrevented) setFull(false);
    };
    document.addEventListener("fullscreenchange", onChange);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("fullscreenchange", onChange);
      document.removeEventListener("keydown", onKey);
    };
  }, [isFull]);
  useEffect(
    () => () => {
      if (document.fullscreenElement) void document.exitFullscreen();
    },
    [],
  );

  return {
    isFull,
    enter: () => {
      setFull(true);
      document.documentElement.requestFullscreen?.().catch(() => undefined);
    },
    leave: () => {
      setFull(false);
      if (document.fullscreenElement) void document.exitFullscreen();
    },
  };
}
