/** The state of an analysis page as its URL holds it. */
export interface ReportSearch {
  /** The question; read by the page's own reader, which makes something sensible of anything. */
  q?: Record<string, unknown>;
  /** The saved report it came from. */
  report?: string;
  /** How the answer is drawn, in the page's own words; absent: the page's default. */
  view?: string;
  /** The numbers as a table. */
  table?: true;
}

/** Reads a URL that anybody may have typed. Every key is named, because the router lays this over the URL's own words. */
export function readReportSearch(raw: Record<string, unknown>): ReportSearch {
  const { q, report, view, table } = raw;
  return {
    q: typeof q === "object" && q !== null && !Array.isArray(q) ? (q as Record<string, unknown>) : undefined,
    report: typeof report === "string" && /^[0-9a-f-]{36}$/i.test(report) ? report : undefined,
    view: typeof view === "string" && view.length <= 40 ? view : undefined,
    table: table === true || undefined,
  };
}
