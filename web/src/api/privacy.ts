import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, request } from "./http";
import { paths } from "./paths";
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
export type Encryption = Schemas["EncryptionAnswer"];
export type Erasure = Schemas["ErasureAnswer"];
export type ErasurePreview = Schemas["ErasurePreview"];
export type ReceiptCheck = Schemas["ReceiptCheck"];

/** A person by one of both. */
export type NamedPerson = { distinctId: string } | { personId: string };


export const encryptionQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "encryption"] as const,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/api/projects/{slug}/privacy/encryption", { ...inProject(slug), signal })),
  });

export const changeEncryption = (
  slug: string,
  body: { eventProperties: string[]; personProperties: string[] },
) => bodyOf(api.PUT("/api/projects/{slug}/privacy/encryption", { ...inProject(slug), body }));

const isOver = (erasure: Erasure) => erasure.state === "done";

/** Looked at again while any is not over. */
export const erasuresQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "erasures"] as const,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/api/projects/{slug}/privacy/erasures", { ...inProject(slug), signal })),
    refetchInterval: ({ state }) => (state.data?.items.every(isOver) === false ? 1_500 : false),
  });

export const previewErasure = (slug: string, person: NamedPerson) =>
  request<ErasurePreview>("POST", paths.erasurePreview(slug), { body: person });

export const askErasure = (slug: string, body: NamedPerson & { reason?: string; blockFuture: boolean }) =>
  request<Erasure>("POST", paths.erasures(slug), { body });

/** The receipt, as text to be kept: what is signed must not be written anew. */
export const verifyReceipt = (slug: string, receipt: unknown) =>
  request<ReceiptCheck>("POST", paths.verifyReceipt(slug), { body: receipt });
