import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";

/**
 * What to ask again after events arrived: parts of the project's answers by the name in their key, each at most once in so many
 * milliseconds, and always once more after the last event. `parts` must be a constant.
 */
export function useRefreshOnArrival(slug: string, parts: Readonly<Record<string, number>>) {
  const queryClient = useQueryClient();
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const pending = timers.current;
    return () => {
      for (const timer of pending.values()) clearTimeout(timer);
      pending.clear();
    };
  }, [slug]);

  return useCallback(() => {
    for (const [part, afterMilliseconds] of Object.entries(parts)) {
      if (timers.current.has(part)) continue;
      timers.current.set(
        part,
        setTimeout(() => {
          timers.current.delete(part);
          void queryClient.invalidateQueries({ queryKey: ["project", slug, part] });
        }, afterMilliseconds),
      );
    }
  }, [queryClient, slug, parts]);
}
