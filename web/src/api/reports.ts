import { queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import { paths } from "./paths";
import type { Page, Question, Report, ReportVersion } from "./types";

export const reportsQuery = (slug: string, kind?: Question["kind"]) =>
  queryOptions({
    queryKey: ["project", slug, "reports", kind ?? "all"] as const,
    queryFn: ({ signal }) =>
      request<Page<Report>>("GET", `${paths.reports(slug)}?limit=500${kind ? `&kind=${kind}` : ""}`, {
        signal,
      }),
  });

export const reportQuery = (slug: string, id: string) =>
  queryOptions({
    queryKey: ["project", slug, "report", id] as const,
    queryFn: ({ signal }) => request<Report>("GET", paths.report(slug, id), { signal }),
    staleTime: 30_000,
  });

export const reportVersionsQuery = (slug: string, id: string) =>
  queryOptions({
    queryKey: ["project", slug, "report", id, "versions"] as const,
    queryFn: ({ signal }) =>
      request<Page<ReportVersion>>("GET", `${paths.report(slug, id)}/versions?limit=500`, { signal }),
  });

interface ReportText {
  name: string;
  description?: string;
  query: Question;
}

export const saveReport = (slug: string, body: ReportText) =>
  request<Report>("POST", paths.reports(slug), { body });

/** The next version. 409 when somebody saved another since `version`. */
export const changeReport = (slug: string, id: string, body: ReportText & { version: number }) =>
  request<Report>("PUT", paths.report(slug, id), { body });

export const duplicateReport = (slug: string, id: string) =>
  request<Report>("POST", `${paths.report(slug, id)}/duplicate`);

export const deleteReport = (slug: string, id: string) => request<void>("DELETE", paths.report(slug, id));

export const restoreReport = (slug: string, id: string, version: number) =>
  request<Report>("POST", `${paths.report(slug, id)}/versions/${version}/restore`);
