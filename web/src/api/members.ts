import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "./http";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Member = Schemas["MemberAnswer"];

/** The link is in the answer that made it only. */
export type Invitation = Schemas["InvitationAnswer"];
export type NewInvitation = Schemas["InvitationBody"];

const inProject = (slug: string) => ({ params: { path: { slug } } });

export const membersQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "members"] as const,
    queryFn: ({ signal }) => bodyOf(api.GET("/api/projects/{slug}/members", { ...inProject(slug), signal })),
  });

export const changeMember = (slug: string, id: string, role: string) =>
  bodyOf(api.PATCH("/api/projects/{slug}/members/{id}", { params: { path: { slug, id } }, body: { role } }));

export const removeMember = (slug: string, id: string) =>
  bodyOf(api.DELETE("/api/projects/{slug}/members/{id}", { params: { path: { slug, id } } }));

export const leaveProject = (slug: string) => bodyOf(api.POST("/api/projects/{slug}/leave", inProject(slug)));

/** Open ones. */
export const invitationsQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "invitations"] as const,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/api/projects/{slug}/invitations", { ...inProject(slug), signal })),
  });

export const invite = (slug: string, body: NewInvitation) =>
  bodyOf(api.POST("/api/projects/{slug}/invitations", { ...inProject(slug), body }));

export const revokeInvitation = (slug: string, id: string) =>
  bodyOf(api.DELETE("/api/projects/{slug}/invitations/{id}", { params: { path: { slug, id } } }));

export const inviteToInstance = (body: NewInvitation) => bodyOf(api.POST("/api/invitations", { body }));
