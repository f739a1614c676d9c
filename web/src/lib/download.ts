import { ApiError, readProblem } from "@/api/http";

interface Download {
  path: string;
  method?: "GET" | "POST";
  body?: unknown;
  signal: AbortSignal;
  /** Bytes so far, as they come. */
  onProgress: (bytes: number) => void;
}

/** Reads an answer into a file of this browser's, telling how far it is. Throws ApiError; a cancelled one throws AbortError. */
export async function download({ path, method = "GET", body, signal, onProgress }: Download): Promise<Blob> {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    signal,
    ...(body === undefined
      ? {}
      : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await readProblem(response);
  if (!response.body) throw new ApiError(0, "no_body", "The server sent nothing. Try again.");
  const parts: BlobPart[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    bytes += value.byteLength;
    onProgress(bytes);
  }
  return new Blob(parts, { type: response.headers.get("Content-Type") ?? "application/octet-stream" });
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
