const windowMilliseconds = 60_000;

/** More than this in a minute is counted as "at least": the page stays light whatever arrives. */
export const arrivalsLimit = 20_000;

/** How many events were received in the last minute. An event is counted once, however often it is seen. */
export class Arrivals {
  readonly #seen = new Map<string, number>();
  #isOpenUntil: number | undefined;

  /** What was fetched. A first list that is full and all of this last minute may have left out more of it. */
  addFetched(items: readonly { id: string; receivedAt: string }[], limit: number, now: number): void {
    if (this.#isOpenUntil === undefined) {
      const oldest = Math.min(...items.map((item) => Date.parse(item.receivedAt)));
      this.#isOpenUntil = items.length >= limit ? oldest + windowMilliseconds : 0;
    }
    this.add(items, now);
  }

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

  /** Whether there may have been more than are counted. */
  mayBeMore(now: number): boolean {
    return this.#seen.size >= arrivalsLimit || now < (this.#isOpenUntil ?? 0);
  }
}
