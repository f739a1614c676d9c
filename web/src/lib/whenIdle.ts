/** Runs something as soon as the page has nothing better to do, at the latest after so many milliseconds; the answer calls it off. */
export function whenIdle(run: () => void, atTheLatestMilliseconds = 1_000): () => void {
  if (typeof requestIdleCallback === "function") {
    const handle = requestIdleCallback(run, { timeout: atTheLatestMilliseconds });
    return () => cancelIdleCallback(handle);
  }
  // Safari has no idle callback.
  const timer = setTimeout(run, 100);
  return () => clearTimeout(timer);
}
