import { request } from "./http";
import { paths } from "./paths";
import type { CreatedProject, IngestAnswer, NewProject, SetupRequest } from "./types";

export const setUp = (body: SetupRequest) => request<CreatedProject>("POST", paths.setup, { body });

export const signIn = (body: { email: string; password: string }) =>
  request<void>("POST", paths.session, { body });

export const signOut = () => request<void>("DELETE", paths.session);

export const createProject = (body: NewProject) => request<CreatedProject>("POST", paths.projects, { body });

/** Sends one event the way every client does, with the write key. */
export const sendEvent = (
  writeKey: string,
  event: { event: string; distinct_id: string; properties: Record<string, unknown> },
) => request<IngestAnswer>("POST", paths.ingest, { body: event, bearer: writeKey });
