import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "./http";
import type { components } from "./schema";

export type Mirror = components["schemas"]["MirrorAnswer"];
export type MirrorSetting = components["schemas"]["MirrorSettingAnswer"];
export type MirrorBody = components["schemas"]["MirrorBody"];

const inProject = (slug: string) => ({ params: { path: { slug } } });

/** Where the project's old vendor takes what it receives. Asked again, for the counts rise while it does. */
export const mirrorQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "mirror"] as const,
    queryFn: ({ signal }) => bodyOf(api.GET("/api/projects/{slug}/mirror", { ...inProject(slug), signal })),
    refetchInterval: 10_000,
  });

export const changeMirror = (slug: string, body: MirrorBody) =>
  bodyOf(api.PUT("/api/projects/{slug}/mirror", { ...inProject(slug), body }));

export const removeMirror = (slug: string) =>
  bodyOf(api.DELETE("/api/projects/{slug}/mirror", inProject(slug)));
