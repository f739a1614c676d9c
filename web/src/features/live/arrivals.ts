const windowMilliseconds = 60_000;

/** More than this in a minute is counted as "at least": the page stays light whatever arrives. */
export const arrivalsLimit = 20_000;

/** How many events were received in the last minute. An event is counted once, however often it is seen. */
export class Arrivals {
  readonly #seen = new Map<string, number>();

  add(items: readonly { id: string; receivedAt: string }[], now: number): void {
    for (const { id, receivedAt } of items) {
      const at = Math.min(Date.parse(receivedAt), now);
      if (at > now - windowMilliseconds && !this.#seen.has(id) && this.#seen.size < arrivalsLimit)
        this.#seen.set(id, at);
    }
  }

  inLastMinute(now: number): number {
    for (const [id, at] of this.#seen) if (at <= now - windowMilliseconds) this.#seen.delete(id);
    return this.#seen.size;
  }
}
