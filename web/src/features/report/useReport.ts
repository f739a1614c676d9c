import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useRef, useState } from "react";
import { answerQuery, askAgain } from "@/api/asking";
import { reportQuery } from "@/api/reports";
import type { AnswerOf, Question, Report as SavedReport } from "@/api/types";
import { useFrame } from "@/features/frame/useFrame";
import { isSame } from "./isSame";
import { readReportSearch, type ReportSearch } from "./reportSearch";
import { useSteps } from "./useSteps";

export interface Report<Q extends Question> {
  slug: string;
  timeZone: string;
  /** As the builder shows it; it may be unfinished. */
  question: Q;
  /** What was asked; null while the question is unfinished. */
  asked: Q | null;
  change(next: Q): void;
  undo: (() => void) | null;
  redo: (() => void) | null;
  view: string | undefined;
  setView: (view: string | undefined) => void;
  /** Whether the numbers are shown as a table instead of a chart. */
  table: boolean;
  setTable: (table: boolean) => void;
  answer: UseQueryResult<AnswerOf<Q>>;
  /** Stops the running question; the page keeps what it shows. */
  cancel: () => void;
  /** Asks anew, past every cache. */
  refresh: () => void;
  isRefreshing: boolean;
  /** The saved report that the question came from; undefined when it was never saved, or while it loads. */
  saved: SavedReport | undefined;
  isChanged: boolean;
  /** Says that the question is now this report. */
  adopt: (saved: SavedReport) => void;
  /** Back to the question as it was saved. */
  revert: () => void;
}

export interface ReportOptions<Q> {
  /** What to send of a question that may be unfinished; null: nothing can be asked yet. */
  toAsk?: (question: Q) => Q | null;
}

/**
 * The state of an analysis page. The URL holds the question, so a link is a report; changes replace the address and can be
 * undone. `read` makes a valid question of anything and must be a stable function.
 */
export function useReport<Q extends Question>(
  read: (raw: unknown) => Q,
  options: ReportOptions<Q> = {},
): Report<Q> {
  const { slug, timeZone } = useFrame();
  const search = readReportSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const navigate = useNavigate();
  const client = useQueryClient();

  const saved = useQuery({ ...reportQuery(slug, search.report ?? ""), enabled: Boolean(search.report) });
  const raw = search.q ?? saved.data?.query;
  const question = useMemo(() => read(raw), [read, raw]);
  const waits = Boolean(search.report) && !search.q && saved.isPending;
  const { toAsk } = options;
  const asked = useMemo(() => (waits ? null : toAsk ? toAsk(question) : question), [question, toAsk, waits]);

  const go = useCallback(
    (change: Partial<ReportSearch>) =>
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) => readReportSearch({ ...before, ...change }),
        replace: true,
        resetScroll: false,
      } as never),
    [navigate],
  );
  const put = useCallback((next: Q) => go({ q: next as unknown as Record<string, unknown> }), [go]);
  const steps = useSteps(question, put);

  const answer = useQuery({
    ...answerQuery(slug, asked ?? question),
    enabled: asked !== null,
  }) as UseQueryResult<AnswerOf<Q>>;

  const key = answerQuery(slug, asked ?? question).queryKey;
  const refreshing = useRef<AbortController>(null);
  const [isRefreshing, setRefreshing] = useState(false);
  const refresh = async () => {
    if (!asked) return;
    refreshing.current?.abort();
    const controller = (refreshing.current = new AbortController());
    setRefreshing(true);
    try {
      client.setQueryData<unknown>(key, await askAgain(slug, asked, controller.signal));
    } catch {
      // The plain question says what is wrong, in the place where the answer would be.
      if (!controller.signal.aborted) void client.invalidateQueries({ queryKey: key, exact: true });
    } finally {
      if (refreshing.current === controller) setRefreshing(false);
    }
  };

  return {
    slug,
    timeZone,
    question,
    asked,
    change: steps.change,
    undo: steps.undo,
    redo: steps.redo,
    view: search.view,
    setView: (view) => go({ view }),
    table: search.table === true,
    setTable: (table) => go({ table: table || undefined }),
    answer,
    cancel: () => {
      refreshing.current?.abort();
      void client.cancelQueries({ queryKey: key, exact: true });
    },
    refresh: () => void refresh(),
    isRefreshing,
    saved: saved.data,
    isChanged: Boolean(saved.data && search.q && !isSame(read(saved.data.query), question)),
    adopt: (next) => {
      client.setQueryData(reportQuery(slug, next.id).queryKey, next);
      void client.invalidateQueries({ queryKey: ["project", slug, "reports"] });
      go({ q: undefined, report: next.id });
    },
    revert: () => go({ q: undefined }),
  };
}
