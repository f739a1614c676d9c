import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "./http";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type RedactionPolicy = Schemas["RedactionAnswer"];
export type RedactionChange = Schemas["RedactionBody"];
export type RedactionPreview = Schemas["RedactionPreviewAnswer"];
export type Consent = Schemas["ConsentAnswer"];

const inProject = (slug: string) => ({ params: { path: { slug } } });

/** What is redacted in events before they are stored. */
export const redactionQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "redaction"] as const,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/api/projects/{slug}/privacy/redaction", { ...inProject(slug), signal })),
  });

export const changeRedaction = (slug: string, body: RedactionChange) =>
  bodyOf(api.PUT("/api/projects/{slug}/privacy/redaction", { ...inProject(slug), body }));

/** How often, in the last 30 days. */
export const redactionCountsQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "redaction", "counts"] as const,
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/projects/{slug}/privacy/redaction/counts", {
          params: { path: { slug }, query: { days: 30 } },
          signal,
        }),
      ),
  });

/** What would be stored of an event under a policy that need not be saved. */
export const previewRedaction = (slug: string, event: unknown, policy: RedactionChange) =>
  bodyOf(
    api.POST("/api/projects/{slug}/privacy/redaction/preview", {
      ...inProject(slug),
      body: { event, policy } as Schemas["RedactionPreviewBody"],
    }),
  );

export const consentQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "consent"] as const,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/api/projects/{slug}/privacy/consent", { ...inProject(slug), signal })),
  });

export const changeConsent = (slug: string, body: Schemas["ConsentBody"]) =>
  bodyOf(api.PUT("/api/projects/{slug}/privacy/consent", { ...inProject(slug), body }));
