import { ApiError, readProblem } from "./http";

export interface DownloadProgress {
  bytes: number;
  /** Line ends so far: about the rows of a text file. */
  lines: number;
}

interface DownloadOptions {
  body?: unknown;
  signal?: AbortSignal;
  onProgress?: (progress: DownloadProgress) => void;
}

/** Parts are put together this often, so that the browser may keep a long file on disk. */
const partBytes = 8_000_000;

/** Fetches a file that the server writes as it goes. A file that breaks off is an error, never a shorter file. */
export async function download(
  path: string,
  options: DownloadOptions = {},
): Promise<{ blob: Blob; name: string }> {
  const response = await connect(path, options);
  if (!response.ok) throw await readProblem(response);
  const reader = response.body?.getReader();
  const done: Blob[] = [];
  let part: Uint8Array<ArrayBuffer>[] = [];
  let inPart = 0;
  const progress: DownloadProgress = { bytes: 0, lines: 0 };
  for (;;) {
    const chunk = await reader?.read().catch(broken);
    if (!chunk || chunk.done) break;
    part.push(chunk.value);
    inPart += chunk.value.length;
    progress.bytes += chunk.value.length;
    progress.lines += lineEnds(chunk.value);
    options.onProgress?.({ ...progress });
    if (inPart >= partBytes) {
      done.push(new Blob(part));
      part = [];
      inPart = 0;
    }
  }
  const type = response.headers.get("Content-Type") ?? "application/octet-stream";
  return { blob: new Blob([...done, ...part], { type }), name: nameOf(response) };
}

/** Hands a file to the reader's browser, as if a link to it had been pressed. */
export function saveFile(blob: Blob, name: string) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function connect(path: string, { body, signal }: DownloadOptions): Promise<Response> {
  try {
    return await fetch(path, {
      method: body === undefined ? "GET" : "POST",
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
      credentials: "same-origin",
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(
      0,
      "unreachable",
      "Cairn does not answer. Check that the server runs, then try again.",
    );
  }
}

function broken(error: unknown): never {
  if (error instanceof DOMException && error.name === "AbortError") throw error;
  throw new ApiError(0, "broken_off", "The file broke off on its way. Nothing was saved; try again.");
}

function lineEnds(chunk: Uint8Array): number {
  let count = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count++;
  return count;
}

function nameOf(response: Response): string {
  return /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "export";
}
