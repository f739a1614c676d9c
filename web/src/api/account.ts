import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "./http";
import type { components } from "./schema";

type Schemas = components["schemas"];

/** The own account and how it is secured. */
export type Account = Schemas["AccountAnswer"];

/** A browser that is signed in. */
export type SessionLine = Schemas["SessionLine"];
export type Passkey = Schemas["PasskeyAnswer"];
export type Enrolment = Schemas["EnrolmentAnswer"];

/** What an invitation is about. */
export type Offer = Schemas["OfferAnswer"];

export const accountQuery = queryOptions({
  queryKey: ["account"] as const,
  queryFn: ({ signal }) => bodyOf(api.GET("/api/account", { signal })),
});

export const accountSessionsQuery = queryOptions({
  queryKey: ["account", "sessions"] as const,
  queryFn: ({ signal }) => bodyOf(api.GET("/api/account/sessions", { signal })),
});

export const passkeysQuery = queryOptions({
  queryKey: ["account", "passkeys"] as const,
  queryFn: ({ signal }) => bodyOf(api.GET("/api/account/passkeys", { signal })),
});

/** The ticket for the second step; null: signed in. */
export async function signIn(body: { email: string; password: string }): Promise<string | null> {
  const answer = await bodyOf(api.POST("/api/session", { body }));
  return answer?.ticket ?? null;
}

export const signInSecondStep = (body: { ticket: string; code?: string; recoveryCode?: string }) =>
  bodyOf(api.POST("/api/session/second-factor", { body }));

export const passkeySignInOptions = () => bodyOf(api.POST("/api/session/passkey/options"));

export const signInWithPasskey = (body: Schemas["PasskeySignInBody"]) =>
  bodyOf(api.POST("/api/session/passkey", { body }));

export const changePassword = (body: Schemas["PasswordBody"]) =>
  bodyOf(api.POST("/api/account/password", { body }));

/** Says the same whether there is such an account; `mail` is whether this Cairn sends mail at all. */
export const askForReset = (email: string) => bodyOf(api.POST("/api/password-resets", { body: { email } }));

export const setPassword = (body: { token: string; password: string }) =>
  bodyOf(api.PUT("/api/password-resets", { body }));

export const startSecondFactor = (password: string) =>
  bodyOf(api.POST("/api/account/second-factor", { body: { password } }));

/** The recovery codes are in this answer only. */
export const confirmSecondFactor = (code: string) =>
  bodyOf(api.POST("/api/account/second-factor/confirm", { body: { code } }));

export const newRecoveryCodes = (body: { password: string; code: string }) =>
  bodyOf(api.POST("/api/account/second-factor/recovery-codes", { body }));

export const turnOffSecondFactor = (body: { password: string; code: string }) =>
  bodyOf(api.POST("/api/account/second-factor/off", { body }));

export const passkeyOptions = (password: string) =>
  bodyOf(api.POST("/api/account/passkeys/options", { body: { password } }));

export const addPasskey = (body: Schemas["PasskeyBody"]) =>
  bodyOf(api.POST("/api/account/passkeys", { body }));

export const renamePasskey = (id: string, name: string) =>
  bodyOf(api.PATCH("/api/account/passkeys/{id}", { params: { path: { id } }, body: { name } }));

export const removePasskey = (id: string) =>
  bodyOf(api.DELETE("/api/account/passkeys/{id}", { params: { path: { id } } }));

export const endSession = (id: string) =>
  bodyOf(api.DELETE("/api/account/sessions/{id}", { params: { path: { id } } }));

export const endOtherSessions = () => bodyOf(api.DELETE("/api/account/sessions"));

export const deleteAccount = (password: string) =>
  bodyOf(api.POST("/api/account/delete", { body: { password } }));

/** What holds for every account; admins of the instance read and write it. */
export const accountRulesQuery = queryOptions({
  queryKey: ["account-rules"] as const,
  queryFn: ({ signal }) => bodyOf(api.GET("/api/account-rules", { signal })),
});

export const requireSecondFactor = (isSecondFactorRequired: boolean) =>
  bodyOf(api.PUT("/api/account-rules", { body: { isSecondFactorRequired } }));

export const offerQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token] as const,
    queryFn: ({ signal }) => bodyOf(api.POST("/api/invitation", { body: { token }, signal })),
    retry: false,
    staleTime: 0,
  });

export const acceptInvitation = (body: { token: string; email?: string; password?: string }) =>
  bodyOf(api.POST("/api/invitation/accept", { body }));
