import { useCallback, useEffect, useRef, useState } from "react";
import { download, saveFile, type DownloadProgress } from "@/api/download";
import { eventExportPath, type EventExportFormat, type EventSearch } from "@/api/eventList";

export interface EventExport {
  format: EventExportFormat;
  state: "running" | "done" | "failed";
  progress: DownloadProgress;
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
        const { blob, name } = await download(eventExportPath(slug, search, format), {
          signal: controller.signal,
          onProgress: (progress) => {
            latest = { ...latest, progress };
            if (performance.now() - drawn < 100) return;
            drawn = performance.now();
            setCurrent(latest);
          },
        });
        saveFile(blob, name);
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
