import { useCallback, useEffect, useRef, useState } from "react";
import { eventExportPath, type EventExportFormat, type EventSearch } from "@/api/eventList";
import { download, keepFile } from "@/lib/download";

export interface EventExport {
  format: EventExportFormat;
  state: "running" | "done" | "failed";
  /** Line ends are about the rows of a text file. */
  progress: { bytes: number; lines: number };
  error: unknown;
}

/** An export of raw events under way, if any. Leaving the page ends it. */
export function useEventExport(slug: string, search: EventSearch) {
  const [current, setCurrent] = useState<EventExport | null>(null);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = useCallback(
    async (format: EventExportFormat) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      let latest: EventExport = { format, state: "running", progress: { bytes: 0, lines: 0 }, error: null };
      setCurrent(latest);
      let drawn = 0;
      try {
        const file = await download({
          path: eventExportPath(slug, search, format),
          signal: controller.signal,
          onProgress: (bytes, lines) => {
            latest = { ...latest, progress: { bytes, lines } };
            if (performance.now() - drawn < 100) return;
            drawn = performance.now();
            setCurrent(latest);
          },
        });
        keepFile(`${slug}-events.${format}`, file);
        setCurrent({ ...latest, state: "done" });
      } catch (error) {
        if (controller.signal.aborted) return;
        setCurrent({ ...latest, state: "failed", error });
      }
    },
    [slug, search],
  );
  const end = useCallback(() => {
    running.current?.abort();
    setCurrent(null);
  }, []);
  return { current, start, end };
}
