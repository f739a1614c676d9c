import {
  createContext,
  createElement,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { ReactNode } from "react";
import { ask } from "./ask.ts";
import { exportText, save } from "./exporting.ts";
import { insightsOf } from "./insights.ts";
import type { Analytics, Connection, Metrics, Period } from "./types.ts";

export { AnalyticsError, usualMetrics } from "./ask.ts";
export type { Analytics, Connection, Metric, Metrics, MetricSpec, Period, Point } from "./types.ts";

/** What `useTrack` needs: `cairn` of @cairn/browser, or the `window.cairn` of /cairn.js. */
export interface Tracker {
  track(event: string, properties?: Record<string, unknown>): void;
}

const Given = createContext<{ connection: Connection | undefined; client: Tracker | undefined }>({
  connection: undefined,
  client: undefined,
});

/** @param props.connection Where numbers come from, for `useAnalytics`. Its parts may be new at each drawing; what counts is what they say. */
export function CairnProvider(props: {
  connection?: Connection;
  /** For `useTrack`; `window.cairn` unless given. */
  client?: Tracker;
  children?: ReactNode;
}) {
  const { connection, client, children } = props;
  const value = useMemo(() => ({ connection, client }), [connection, client]);
  return createElement(Given.Provider, { value }, children);
}

interface Answer {
  question: string;
  metrics: Metrics;
  error: Error | null;
}

const nothing: Metrics = {};
const minute = 60_000;

/**
 * One person's numbers of a period beside those of the period before.
 * @param options.userId Handed to `token`, which must check it: your backend decides whose numbers somebody may see.
 * @param options.autoRefresh Milliseconds, at least 5,000; true: a minute. Stands still while the page is out of sight.
 */
export function useAnalytics(
  period: Period,
  { userId, autoRefresh = false }: { userId?: string | undefined; autoRefresh?: boolean | number } = {},
): Analytics {
  const { connection } = useContext(Given);
  const [answer, setAnswer] = useState<Answer>();
  const [round, setRound] = useState(0);
  const newest = useRef(connection);
  newest.current = connection;
  // What is asked, as text: a new object that says the same asks nothing anew.
  const question = JSON.stringify([
    connection?.endpoint,
    connection?.metrics,
    connection?.timeZone,
    period,
    userId,
  ]);

  useEffect(() => {
    const ending = new AbortController();
    const finish = (metrics: Metrics | undefined, error: Error | null) => {
      if (ending.signal.aborted) return;
      // A refresh that fails leaves the last numbers standing, beside the error.
      setAnswer((last) => ({
        question,
        error,
        metrics: metrics ?? (last?.question === question ? last.metrics : nothing),
      }));
    };
    const run = async () => {
      if (!newest.current) throw new Error("useAnalytics needs a <CairnProvider connection={…}> around it.");
      return ask(newest.current, period, userId, ending.signal);
    };
    run().then(
      (metrics) => finish(metrics, null),
      (error: unknown) => finish(undefined, error instanceof Error ? error : new Error(String(error))),
    );
    return () => ending.abort();
  }, [question, round]);

  const refresh = useCallback(() => setRound((last) => last + 1), []);
  const every = autoRefresh === true ? minute : autoRefresh ? Math.max(autoRefresh, 5_000) : 0;
  useEffect(() => {
    if (!every) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) refresh();
    }, every);
    return () => clearInterval(timer);
  }, [every, refresh]);

  const current = answer?.question === question ? answer : undefined;
  const metrics = current?.metrics ?? nothing;
  const insights = useMemo(() => insightsOf(metrics, period), [metrics, period]);
  const exportData = useCallback(
    (format: "csv" | "json" = "csv") => {
      const text = exportText(metrics, insights, period, format);
      save(text, period, format);
      return text;
    },
    [metrics, insights, period],
  );
  return { metrics, insights, isLoading: !current, error: current?.error ?? null, exportData, refresh };
}

/** `track(event, properties)`, the same function at each drawing. Where nothing measures, it does nothing. */
export function useTrack(): Tracker["track"] {
  const { client } = useContext(Given);
  return useCallback(
    (event, properties) => {
      if (client) return client.track(event, properties);
      if (typeof window === "undefined") return;
      // Before /cairn.js has come this is a list of what to call then.
      const page = window as unknown as { cairn?: { push(call: (cairn: Tracker) => void): void } };
      (page.cairn ??= [] as ((cairn: Tracker) => void)[]).push((cairn) => cairn.track(event, properties));
    },
    [client],
  );
}
