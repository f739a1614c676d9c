import { queryOptions } from "@tanstack/react-query";
import { api, ApiError, bodyOf, problemOf, unreachable } from "./http";
import { paths } from "./paths";
import type { ImportJob, ImportPreview } from "./types";

export const isOver = (job: ImportJob) => job.status !== "waiting" && job.status !== "running";

/** Newest first; asked again every second while one of them runs. */
export const importsQuery = (slug: string) =>
  queryOptions({
    queryKey: ["project", slug, "imports"] as const,
    queryFn: ({ signal }) =>
      bodyOf(api.GET("/api/projects/{slug}/imports", { params: { path: { slug } }, signal })),
    refetchInterval: ({ state }) => (state.data?.items.some((job) => !isOver(job)) ? 1_000 : false),
  });

/** Ends an import; what is stored stays. */
export const cancelImport = (slug: string, id: string) =>
  bodyOf(api.DELETE("/api/projects/{slug}/imports/{id}", { params: { path: { slug, id } } }));

export interface ImportWishes {
  file: File;
  format: string;
  /** Whose export it is; empty: the server tells by the columns. */
  source: string;
  /** An import mapping as JSON; what it leaves out is guessed from the columns' names. */
  mapping: string;
}

interface Sending {
  signal: AbortSignal;
  /** 0..1 of the file, as it goes up. */
  onProgress: (share: number) => void;
}

/** Looks at the whole file and stores nothing. */
export const tryImport = (slug: string, wishes: ImportWishes, sending: Sending) =>
  send<ImportPreview>(slug, wishes, true, sending);

export const startImport = (slug: string, wishes: ImportWishes, sending: Sending) =>
  send<ImportJob>(slug, wishes, false, sending);

/** A file goes up with XMLHttpRequest: fetch does not tell how far it is. */
function send<T>(
  slug: string,
  { file, format, source, mapping }: ImportWishes,
  dryRun: boolean,
  sending: Sending,
) {
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(
      "POST",
      paths.imports(slug, {
        format,
        source: source || undefined,
        mapping,
        dryRun: dryRun ? "true" : undefined,
      }),
    );
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => sending.onProgress(event.total ? event.loaded / event.total : 0);
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as T);
      else reject(problemOf(request.status, request.statusText, body));
    };
    request.onerror = () => reject(unreachable());
    request.onabort = () =>
      reject(new ApiError(0, "cancelled", "The upload was cancelled. Nothing was stored."));
    sending.signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
