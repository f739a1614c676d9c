/** The paths of the API; every part that comes from outside is escaped here. */
export const paths = {
  setup: "/api/setup",
  session: "/api/session",
  projects: "/api/projects",
  ingest: "/ingest/events",
  liveHub: "/hubs/live",
  project: (slug: string) => `/api/projects/${encodeURIComponent(slug)}`,
  overview: (slug: string) => `${paths.project(slug)}/overview`,
  query: (slug: string) => `${paths.project(slug)}/query`,
  events: (slug: string, search: Search) => `${paths.project(slug)}/events${searchText(search)}`,
  catalog: (slug: string, list: "events" | "properties" | "values", search: Search) =>
    `${paths.project(slug)}/catalog/${list}${searchText(search)}`,
  personsBehind: (slug: string) => `${paths.query(slug)}/persons`,
  exportAnswer: (slug: string, format: string) => `${paths.query(slug)}/export?format=${format}`,
  reports: (slug: string) => `${paths.project(slug)}/reports`,
  report: (slug: string, id: string) => `${paths.reports(slug)}/${encodeURIComponent(id)}`,
  cohorts: (slug: string, search: Search = {}) => `${paths.project(slug)}/cohorts${searchText(search)}`,
  cohort: (slug: string, key: string) => `${paths.cohorts(slug)}/${encodeURIComponent(key)}`,
  boards: (slug: string) => `${paths.project(slug)}/boards`,
  board: (slug: string, id: string) => `${paths.boards(slug)}/${encodeURIComponent(id)}`,
} as const;

type Search = Record<string, string | number | undefined>;

function searchText(search: Search): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== "") parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `?${text}` : "";
}
