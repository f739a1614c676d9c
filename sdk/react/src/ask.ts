import type { Connection, Metric, Metrics, MetricSpec, Period, Point } from "./types.ts";

export const usualMetrics: Readonly<Record<string, MetricSpec>> = {
  events: { label: "Events", event: null },
  pageviews: { label: "Page views", event: "$pageview" },
  sessions: { label: "Sessions", event: null, measure: "sessions" },
};

interface Series {
  total: number | null;
  points: Point[];
  previous?: { total: number | null };
}

/** Cairn, or the backend before it, said no. */
export class AnalyticsError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "AnalyticsError";
    this.status = status;
  }
}

/** Two days and less by the hour, three months and less by the day, else by the month. */
function intervalOf(period: Period): "hour" | "day" | "month" {
  const count = Number(period.slice(0, -1));
  const unit = period.at(-1);
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`No period: "${period}". Say "24h", "7d" or "12m".`);
  if (unit === "h") return count <= 48 ? "hour" : "day";
  if (unit === "d") return count <= 2 ? "hour" : count <= 92 ? "day" : "month";
  return count <= 3 ? "day" : "month";
}

/** The numbers of a period and of the one before, in one question. */
export async function ask(
  connection: Connection,
  period: Period,
  userId: string | undefined,
  signal: AbortSignal,
): Promise<Metrics> {
  const specs = Object.entries(connection.metrics ?? usualMetrics);
  const question = {
    kind: "trends",
    range: { from: `-${period}`, timezone: connection.timeZone },
    interval: intervalOf(period),
    compare: "previous",
    series: specs.map(([, { event, measure = "count", property, where, label }]) => ({
      event,
      measure,
      property,
      where,
      name: label,
    })),
  };
  const send = async () => {
    const { token } = connection;
    const bearer = typeof token === "function" ? await token(userId) : token;
    return fetch(`${connection.endpoint.replace(/\/+$/, "")}/query`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
      },
      body: JSON.stringify(question),
      signal,
    });
  };
  let answer = await send();
  // A token that ended meanwhile: the function makes another.
  if (answer.status === 401 && typeof connection.token === "function") answer = await send();
  if (!answer.ok) throw new AnalyticsError(answer.status, await reasonOf(answer));
  const { series } = (await answer.json()) as { series: Series[] };
  return Object.fromEntries(specs.map(([name, { label }], index) => [name, metricOf(label, series[index])]));
}

function metricOf(label: string, series: Series | undefined): Metric {
  const total = series?.total ?? null;
  const previous = series?.previous?.total ?? null;
  return {
    label,
    total,
    previous,
    change: total === null || !previous ? null : (total - previous) / previous,
    points: series?.points ?? [],
  };
}

async function reasonOf(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    const { detail, title } = JSON.parse(text) as { detail?: string; title?: string };
    return detail ?? title ?? text;
  } catch {
    return text.slice(0, 300) || `The server answered ${answer.status}.`;
  }
}
