import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "./http";
import type { components } from "./schema";

export type Sites = components["schemas"]["SitesAnswer"];

const inProject = (slug: string) => ({ params: { path: { slug } } });

/** The public names by which protocols without keys name the project. */
export const sitesQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "sites"] as const,
    queryFn: ({ signal }) => bodyOf(api.GET("/api/projects/{slug}/sites", { ...inProject(slug), signal })),
  });

/** All of them: those that are left out are removed. */
export const changeSites = (slug: string, sites: string[]) =>
  bodyOf(api.PUT("/api/projects/{slug}/sites", { ...inProject(slug), body: { sites } }));
