import type { Cairn, Properties } from "./types.ts";

/** Of one page, and of one kind. A page that fails in a loop fails a few times for us. */
const mostPerPage = 50;
const mostAlike = 3;

/** Tells of an error that was caught. */
export type CaptureException = (error: unknown, properties?: Properties) => void;

/**
 * `$exception` for errors that nobody caught and for promises that were rejected and not handled: `$exception_type`, `$exception_message`, `$exception_stack`,
 * `$exception_handled`. Listens only; the console still shows them.
 */
export function exceptions(cairn: Pick<Cairn, "track">): CaptureException {
  const seen = new Map<string, number>();
  let count = 0;

  const tell = (error: unknown, handled: boolean, properties?: Properties) => {
    try {
      const known = error instanceof Error;
      const type = known ? error.name : error === null ? "null" : typeof error;
      const message = (known ? error.message : String(error)).slice(0, 1000);
      const alike = (seen.get(type + message) ?? 0) + 1;
      if (count >= mostPerPage || alike > mostAlike) return;
      seen.set(type + message, alike);
      count++;
      cairn.track("$exception", {
        $exception_type: type,
        $exception_message: message,
        $exception_stack: known ? error.stack?.slice(0, 8000) : undefined,
        $exception_level: "error",
        $exception_handled: handled,
        ...properties,
      });
    } catch {
      // An error that cannot even be told is left to the console.
    }
  };

  addEventListener("error", (event) => {
    // Without an error: a picture that did not load, or another origin's script, which says nothing about itself.
    if (event instanceof ErrorEvent && (event.error ?? event.filename))
      tell(event.error ?? event.message, false, {
        $exception_source: `${event.filename}:${event.lineno}:${event.colno}`,
      });
  });
  addEventListener("unhandledrejection", (event) => tell(event.reason, false));
  return (error, properties) => tell(error, true, properties);
}
