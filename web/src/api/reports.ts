import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "./http";
import type { Page, Question, Report, ReportVersion } from "./types";

const inProject = (slug: string) => ({ params: { path: { slug } } });
const ofReport = (slug: string, id: string) => ({ params: { path: { slug, id } } });

export const reportsQuery = (slug: string, kind?: Question["kind"]) =>
  queryOptions({
    queryKey: ["project", slug, "reports", kind ?? "all"] as const,
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/projects/{slug}/reports", {
          params: { path: { slug }, query: { limit: 500, ...(kind ? { kind } : {}) } },
          signal,
        }),
      ) as Promise<Page<Report>>,
  });

export const reportQuery = (slug: string, id: string) =>
  queryOptions({
    queryKey: ["project", slug, "report", id] as const,
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/projects/{slug}/reports/{id}", { ...ofReport(slug, id), signal }),
      ) as Promise<Report>,
    staleTime: 30_000,
  });

export const reportVersionsQuery = (slug: string, id: string) =>
  queryOptions({
    queryKey: ["project", slug, "report", id, "versions"] as const,
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/projects/{slug}/reports/{id}/versions", {
          params: { path: { slug, id }, query: { limit: 500 } },
          signal,
        }),
      ) as Promise<Page<ReportVersion>>,
  });

interface ReportText {
  name: string;
  description?: string;
  query: Question;
}

export const saveReport = (slug: string, body: ReportText) =>
  bodyOf(api.POST("/api/projects/{slug}/reports", { ...inProject(slug), body })) as Promise<Report>;

/** The next version. 409 when somebody saved another since `version`. */
export const changeReport = (slug: string, id: string, body: ReportText & { version: number }) =>
  bodyOf(api.PUT("/api/projects/{slug}/reports/{id}", { ...ofReport(slug, id), body })) as Promise<Report>;

export const duplicateReport = (slug: string, id: string) =>
  bodyOf(api.POST("/api/projects/{slug}/reports/{id}/duplicate", ofReport(slug, id))) as Promise<Report>;

export const deleteReport = (slug: string, id: string) =>
  bodyOf(api.DELETE("/api/projects/{slug}/reports/{id}", ofReport(slug, id)));

export const restoreReport = (slug: string, id: string, version: number) =>
  bodyOf(
    api.POST("/api/projects/{slug}/reports/{id}/versions/{version}/restore", {
      params: { path: { slug, id, version } },
    }),
  ) as Promise<Report>;
