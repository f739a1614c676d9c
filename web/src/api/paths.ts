/** The paths of the API; every part that comes from outside is escaped here. */
export const paths = {
  setup: "/api/setup",
  session: "/api/session",
  projects: "/api/projects",
  ingest: "/ingest/events",
  liveHub: "/hubs/live",
  project: (slug: string) => `/api/projects/${encodeURIComponent(slug)}`,
  overview: (slug: string) => `${paths.project(slug)}/overview`,
  liveSummary: (slug: string) => `${paths.project(slug)}/live/summary`,
  query: (slug: string) => `${paths.project(slug)}/query`,
  personsBehind: (slug: string) => `${paths.query(slug)}/persons`,
  exportAnswer: (slug: string, format: string) => `${paths.query(slug)}/export?format=${format}`,
  reports: (slug: string) => `${paths.project(slug)}/reports`,
  report: (slug: string, id: string) => `${paths.reports(slug)}/${encodeURIComponent(id)}`,
  cohorts: (slug: string) => `${paths.project(slug)}/cohorts`,
  cohort: (slug: string, key: string) => `${paths.cohorts(slug)}/${encodeURIComponent(key)}`,
  boards: (slug: string) => `${paths.project(slug)}/boards`,
  board: (slug: string, id: string) => `${paths.boards(slug)}/${encodeURIComponent(id)}`,
  events: (slug: string, search: Record<string, string | number | undefined>) => {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(search)) {
      if (value !== undefined && value !== "") parameters.set(name, String(value));
    }
    const text = parameters.toString();
    return `${paths.project(slug)}/events${text ? `?${text}` : ""}`;
  },
} as const;
