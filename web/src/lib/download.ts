import { ApiError, readProblem } from "@/api/http";

interface Download {
  path: string;
  method?: "GET" | "POST";
  body?: unknown;
  signal: AbortSignal;
  /** Bytes and line ends so far, as they come. */
  onProgress: (bytes: number, lines: number) => void;
}

/** Parts are put together this often, so that the browser may keep a long file on disk. */
const partBytes = 8_000_000;

/**
 * Reads an answer into a file of this browser's, telling how far it is. A file that breaks off is an error, never a shorter file.
 * Throws ApiError; a cancelled one throws AbortError.
 */
export async function download({ path, method = "GET", body, signal, onProgress }: Download): Promise<Blob> {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    signal,
    ...(body === undefined
      ? {}
      : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  }).catch((error: unknown) =>
    failed(error, "Cairn does not answer. Check that the server runs, then try again."),
  );
  if (!response.ok) throw await readProblem(response);
  if (!response.body) throw new ApiError(0, "no_body", "The server sent nothing. Try again.");
  const type = response.headers.get("Content-Type") ?? "application/octet-stream";
  const parts: Blob[] = [];
  let part: BlobPart[] = [];
  let inPart = 0;
  let bytes = 0;
  let lines = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader
      .read()
      .catch((error: unknown) =>
        failed(error, "The file broke off on its way. Nothing was saved; try again."),
      );
    if (done) break;
    part.push(value);
    inPart += value.byteLength;
    bytes += value.byteLength;
    lines += lineEnds(value);
    onProgress(bytes, lines);
    if (inPart < partBytes) continue;
    parts.push(new Blob(part));
    part = [];
    inPart = 0;
  }
  return new Blob([...parts, ...part], { type });
}

function failed(error: unknown, message: string): never {
  if (error instanceof DOMException && error.name === "AbortError") throw error;
  throw new ApiError(0, "unreachable", message);
}

function lineEnds(chunk: Uint8Array): number {
  let count = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count++;
  return count;
}

/** Hands a file to the reader, as a download of that name. */
export function keepFile(name: string, file: Blob) {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A file name of letters, digits and hyphens: "Sign-ups, by day" becomes "sign-ups-by-day". */
export function fileName(title: string, ending: string): string {
  const base = title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
  return `${base || "cairn"}.${ending}`;
}
