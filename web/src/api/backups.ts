import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "./http";
import type { BackupSchedule } from "./types";

/** All backups; asked often while one is being made. */
export const backupsQuery = queryOptions({
  queryKey: ["backups"] as const,
  queryFn: ({ signal }) => bodyOf(api.GET("/api/backups", { signal })),
  refetchInterval: ({ state }) => (state.data?.running ? 1_000 : 30_000),
});

export const scheduleQuery = queryOptions({
  queryKey: ["backups", "schedule"] as const,
  queryFn: ({ signal }) => bodyOf(api.GET("/api/backups/schedule", { signal })),
});

export const makeBackup = (kind: "full" | "incremental") =>
  bodyOf(api.POST("/api/backups", { body: { kind } }));

export const verifyBackup = (id: string) =>
  bodyOf(api.POST("/api/backups/{id}/verify", { params: { path: { id } } }));

export const removeBackup = (id: string) =>
  bodyOf(api.DELETE("/api/backups/{id}", { params: { path: { id } } }));

export const changeSchedule = (schedule: Omit<BackupSchedule, "nextAt">) =>
  bodyOf(api.PUT("/api/backups/schedule", { body: schedule }));
