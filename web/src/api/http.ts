import createClient from "openapi-fetch";
import type { paths as Paths } from "./schema";

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

/**
 * Every path of the API, typed by the server's own description: `api.GET("/api/projects/{slug}", { params: { path: { slug } } })`. Throws ApiError; a cancelled
 * request stays a cancellation.
 */
export const api = createClient<Paths>({
  baseUrl: "",
  headers: { Accept: "application/json" },
  credentials: "same-origin",
});

api.use({
  onError: ({ error }) => (isAbort(error) ? undefined : unreachable()),
  onResponse: async ({ response }) => {
    if (!response.ok) throw await readProblem(response);
  },
});

const isAbort = (error: unknown) => error instanceof DOMException && error.name === "AbortError";

export const unreachable = () =>
  new ApiError(0, "unreachable", "Cairn does not answer. Check that the server runs, then try again.");

/** The body of an answer; `undefined` for an answer without one. */
export async function bodyOf<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}

interface RequestOptions {
  body?: unknown;
  signal?: AbortSignal;
  /** A key to send instead of relying on the session cookie. */
  bearer?: string;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The client for paths that are put together by `paths.ts`; the caller names the answer's type. */
const anyPath = api.request as unknown as (
  method: string,
  path: string,
  init: { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal },
) => Promise<{ data?: unknown }>;

/** Sends a request to Cairn and reads its JSON answer; `undefined` for an answer without a body. Throws ApiError. */
export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const { data } = await anyPath(method, path, {
    ...(options.body === undefined ? {} : { body: options.body }),
    ...(options.bearer ? { headers: { Authorization: `Bearer ${options.bearer}` } } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  return data as T;
}

/** What a refused answer says, from its problem details. */
export async function readProblem(response: Response): Promise<ApiError> {
  return problemOf(response.status, response.statusText, await response.json().catch(() => null));
}

/** The same of a body that is parsed already; null: it was no JSON. */
export function problemOf(status: number, statusText: string, body: unknown): ApiError {
  const fallback = `Cairn answered ${status}${statusText ? ` (${statusText})` : ""}. Try again, or look into the server's log.`;
  if (typeof body !== "object" || body === null) return new ApiError(status, "http_error", fallback);
  const text = (name: string) => {
    const value = (body as Record<string, unknown>)[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const errors = (body as { errors?: unknown }).errors;
  return new ApiError(
    status,
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
