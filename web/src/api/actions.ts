import { api, bodyOf } from "./http";
import type { IngestAnswer, NewProject, SetupRequest } from "./types";

export const setUp = (body: SetupRequest) => bodyOf(api.POST("/api/setup", { body }));

export const signOut = () => bodyOf(api.DELETE("/api/session"));

export const createProject = (body: NewProject) => bodyOf(api.POST("/api/projects", { body }));

/** Sends one event the way every client does, with the write key. */
export const sendEvent = (
  writeKey: string,
  event: { event: string; distinct_id: string; properties: Record<string, unknown> },
): Promise<IngestAnswer> =>
  bodyOf(api.POST("/ingest/events", { body: event, headers: { Authorization: `Bearer ${writeKey}` } }));
