/** The paths of the API; every part that comes from outside is escaped here. */
export const paths = {
  setup: "/api/setup",
  session: "/api/session",
  projects: "/api/projects",
  ingest: "/ingest/events",
  liveHub: "/hubs/live",
  project: (slug: string) => `/api/projects/${encodeURIComponent(slug)}`,
  overview: (slug: string) => `${paths.project(slug)}/overview`,
  sample: (slug: string) => `${paths.project(slug)}/sample`,
  liveSummary: (slug: string) => `${paths.project(slug)}/live/summary`,
  query: (slug: string) => `${paths.project(slug)}/query`,
  imports: (slug: string, search: Search = {}) => `${paths.project(slug)}/imports${searchText(search)}`,
  archive: (slug: string, id: string) => `${paths.project(slug)}/privacy/archives/${encodeURIComponent(id)}`,
  rejectedRows: (slug: string, id: string) => `${paths.imports(slug)}/${encodeURIComponent(id)}/rejected`,
  events: (slug: string, search: Search) => `${paths.project(slug)}/events${searchText(search)}`,
  catalog: (slug: string, list: "events" | "properties" | "values", search: Search) =>
    `${paths.project(slug)}/catalog/${list}${searchText(search)}`,
  personsBehind: (slug: string) => `${paths.query(slug)}/persons`,
  exportAnswer: (slug: string, format: string) => `${paths.query(slug)}/export?format=${format}`,
  reports: (slug: string) => `${paths.project(slug)}/reports`,
  report: (slug: string, id: string) => `${paths.reports(slug)}/${encodeURIComponent(id)}`,
  boards: (slug: string) => `${paths.project(slug)}/boards`,
  board: (slug: string, id: string) => `${paths.boards(slug)}/${encodeURIComponent(id)}`,
  exportEvents: (slug: string, search: Search) => `${paths.project(slug)}/export/events${searchText(search)}`,
  persons: (slug: string, search: Search) => `${paths.project(slug)}/persons${searchText(search)}`,
  person: (slug: string, id: string) => `${paths.project(slug)}/persons/${encodeURIComponent(id)}`,
  timeline: (slug: string, id: string, search: Search) =>
    `${paths.person(slug, id)}/timeline${searchText(search)}`,
  merges: (slug: string, search: Search = {}) =>
    `${paths.project(slug)}/identity/merges${searchText(search)}`,
  undoMerge: (slug: string, sequence: number) => `${paths.merges(slug)}/${sequence}/undo`,
  cohorts: (slug: string, search: Search = {}) => `${paths.project(slug)}/cohorts${searchText(search)}`,
  cohort: (slug: string, key: string) => `${paths.cohorts(slug)}/${encodeURIComponent(key)}`,
  cohortPreview: (slug: string) => `${paths.cohorts(slug)}/preview`,
  cohortRefresh: (slug: string, key: string) => `${paths.cohort(slug, key)}/refresh`,
  cohortPersons: (slug: string, key: string, search: Search) =>
    `${paths.cohort(slug, key)}/persons${searchText(search)}`,
  cohortMembers: (slug: string, key: string, search: Search = {}) =>
    `${paths.cohort(slug, key)}/members${searchText(search)}`,
  erasures: (slug: string) => `${paths.project(slug)}/privacy/erasures`,
  erasurePreview: (slug: string) => `${paths.erasures(slug)}/preview`,
  erasureReceipt: (slug: string, id: string) => `${paths.erasures(slug)}/${encodeURIComponent(id)}/receipt`,
  verifyReceipt: (slug: string) => `${paths.project(slug)}/privacy/receipts/verify`,
  accessRequests: (slug: string) => `${paths.project(slug)}/privacy/access-requests`,
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
