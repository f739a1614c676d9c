/** One field that the server refused, named by JSON pointer into the request body. */
export interface FieldError {
  pointer: string;
  code: string;
  message: string;
}

/** Any answer that is not a success, read from its problem details (RFC 9457). Status 0: nobody answered. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: FieldError[];

  constructor(status: number, code: string, message: string, errors: FieldError[] = []) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /** What is wrong with the field at this JSON pointer, if anything. */
  field(pointer: string): string | undefined {
    return this.errors.find((error) => error.pointer === pointer)?.message;
  }
}

interface RequestOptions {
  body?: unknown;
  signal?: AbortSignal;
  /** A key to send instead of relying on the session cookie. */
  bearer?: string;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Sends a request to Cairn and reads its JSON answer; `undefined` for an answer without a body. Throws ApiError. */
export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.bearer) headers["Authorization"] = `Bearer ${options.bearer}`;

  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? null,
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

  if (!response.ok) throw await readProblem(response);
  if (response.status === 204 || response.headers.get("Content-Length") === "0") return undefined as T;
  return (await response.json()) as T;
}

/** What a refused answer says, from its problem details. */
export async function readProblem(response: Response): Promise<ApiError> {
  const fallback = `Cairn answered ${response.status}${response.statusText ? ` (${response.statusText})` : ""}. Try again, or look into the server's log.`;
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== "object" || body === null) return new ApiError(response.status, "http_error", fallback);
  const text = (name: string) => {
    const value = (body as Record<string, unknown>)[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const errors = (body as { errors?: unknown }).errors;
  return new ApiError(
    response.status,
    text("code") ?? "http_error",
    [text("title"), text("detail")].filter(Boolean).join(" ") || fallback,
    Array.isArray(errors) ? errors.filter(isFieldError) : [],
  );
}

function isFieldError(value: unknown): value is FieldError {
  if (typeof value !== "object" || value === null) return false;
  const candidate = value as Record<string, unknown>;
  return typeof candidate["pointer"] === "string" && typeof candidate["message"] === "string";
}
