import type { Metrics, Period } from "./types.ts";

export function exportText(
  metrics: Metrics,
  insights: readonly string[],
  period: Period,
  format: "csv" | "json",
): string {
  if (format === "json") return JSON.stringify({ period, metrics, insights }, null, 2);
  const all = Object.entries(metrics);
  const times = [...new Set(all.flatMap(([, { points }]) => points.map(({ t }) => t)))].sort();
  const rows = times.map((t) => [
    t,
    ...all.map(([, { points }]) => points.find((point) => point.t === t)?.value ?? ""),
  ]);
  return (
    [["time", ...all.map(([name]) => name)], ...rows].map((row) => row.map(cell).join(",")).join("\r\n") +
    "\r\n"
  );
}

const cell = (value: string | number) => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The browser saves it; elsewhere nothing happens. */
export function save(text: string, period: Period, format: "csv" | "json"): void {
  if (typeof document === "undefined") return;
  const type = format === "csv" ? "text/csv" : "application/json";
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `analytics-${period}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
