/** The last so many hours, days or months up to now; today is the last of the days. */
export type Period = `${number}${"h" | "d" | "m"}`;

/** A number to ask for, as a series of a trend: docs/semantics/trends.md of Cairn. */
export interface MetricSpec {
  /** As sentences and files call it: "Page views". */
  label: string;
  /** Null: any event. */
  event: string | null;
  measure?:
    "count" | "sessions" | "sum" | "avg" | "min" | "max" | "median" | "p90" | "p95" | "p99" | undefined;
  /** Of `sum`, `avg` and the like. */
  property?: string | undefined;
  /** A filter of Cairn's query language. */
  where?: unknown;
}

export interface Point {
  /** ISO 8601: when the bucket begins. */
  t: string;
  value: number | null;
}

export interface Metric {
  label: string;
  /** Null where there is nothing to take it of: the average of no events. */
  total: number | null;
  /** Of the period before, just as long. */
  previous: number | null;
  /** 0.2: a fifth more than before. Null when there was nothing before, or nothing to compare. */
  change: number | null;
  points: readonly Point[];
}

/** Numbers by their names in the provider's `metrics`. */
export type Metrics = Readonly<Record<string, Metric>>;

export interface Connection {
  /** What `/query` is added to: `https://cairn.example.com/api/projects/shop`, a path of your own site that leads there, or your own backend's. */
  endpoint: string;
  /** A token for one person `cst_…` from your backend, or how to get one. Left out where your backend adds its own. Asked again when one has ended. */
  token?: string | ((userId: string | undefined) => string | Promise<string>) | undefined;
  /** What is asked; events, page views and sessions unless given. */
  metrics?: Readonly<Record<string, MetricSpec>> | undefined;
  /** IANA; the project's unless given. */
  timeZone?: string | undefined;
}

export interface Analytics {
  /** Empty until the first answer. */
  metrics: Metrics;
  /** Plain sentences, computed from `metrics` and nothing else. */
  insights: readonly string[];
  isLoading: boolean;
  error: Error | null;
  /** What is shown, as a file the browser saves, and as text. */
  exportData: (format?: "csv" | "json") => string;
  /** Asks anew now. */
  refresh: () => void;
}
