import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

type Change<S> = { [Key in keyof S]?: S[Key] | undefined };

/**
 * The state of a page, kept in its URL: `read` turns whatever the URL holds into it and never throws. A change replaces the entry in
 * the history unless `push` says that Back should lead to what was before.
 */
export function usePageSearch<S extends object>(
  read: (raw: Record<string, unknown>) => S,
): [S, (change: Change<S>, push?: boolean) => void] {
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const search = useMemo(() => read(raw), [raw, read]);
  const change = useCallback(
    (next: Change<S>, push = false) =>
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) => ({ ...before, ...next }),
        replace: !push,
        resetScroll: false,
      }),
    [navigate],
  );
  return [search, change];
}
