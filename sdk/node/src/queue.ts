import type { CairnOptions, Loss } from "./types.ts";

/** A request failed in a way that may pass: how long the server wants to be left alone, if it said so. */
interface Refusal {
  retryAfterMs: number | undefined;
}

const longestPauseMs = 60_000;

/**
 * Lines of JSON on their way to the server: in order, a batch at a time. A batch stays here until the server has it, so that its ids are the same whenever it comes
 * again and every event is stored once.
 */
export class SendQueue {
  readonly #address: string;
  readonly #key: string;
  readonly #batchSize: number;
  readonly #flushIntervalMs: number;
  readonly #queueSize: number;
  readonly #timeoutMs: number;
  readonly #onLoss: ((loss: Loss) => void) | undefined;
  #lines: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** The run that empties the queue; there is one at most. */
  #sending: Promise<void> | undefined;
  #ended = false;
  /** Ends a pause early. */
  #wake: (() => void) | undefined;
  #request: AbortController | undefined;
  sent = 0;
  lost = 0;

  constructor(key: string, options: CairnOptions) {
    this.#key = key;
    this.#address = `${options.host.replace(/\/+$/, "")}/ingest/events`;
    this.#batchSize = Math.min(Math.max(options.batchSize ?? 50, 1), 2_000);
    this.#flushIntervalMs = options.flushIntervalMs ?? 5_000;
    this.#queueSize = options.queueSize ?? 10_000;
    this.#timeoutMs = options.timeoutMs ?? 10_000;
    this.#onLoss = options.onLoss;
  }

  get waiting(): number {
    return this.#lines.length;
  }

  add(line: string): void {
    if (this.#ended) return this.lose(1, "shut_down", "The client was shut down before.");
    if (this.#lines.length >= this.#queueSize)
      return this.lose(1, "queue_full", `${this.#queueSize} events wait already.`);
    this.#lines.push(line);
    if (this.#lines.length >= this.#batchSize) void this.flush();
    // The timer alone keeps no program running; shutdown() is what sends the rest.
    else this.#timer ??= setTimeout(() => void this.flush(), this.#flushIntervalMs).unref();
  }

  /** Sends what waits now; done when it is stored, refused or the client was shut down. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return (this.#sending ??= this.#run().finally(() => (this.#sending = undefined)));
  }

  /** Takes nothing more, and gives what waits this long. */
  async end(withinMs: number): Promise<void> {
    this.#ended = true;
    const deadline = setTimeout(() => {
      if (this.#lines.length)
        this.lose(this.#lines.length, "shut_down", "The server did not take them in time.");
      this.#lines = [];
      this.#request?.abort();
      this.#wake?.();
    }, withinMs);
    this.#wake?.();
    await this.flush();
    clearTimeout(deadline);
  }

  lose(events: number, reason: Loss["reason"], message: string): void {
    this.lost += events;
    try {
      this.#onLoss?.({ events, reason, message });
    } catch {
      // The caller's own trouble must not stop the queue.
    }
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (this.#lines.length > 0) {
      const batch = this.#lines.slice(0, this.#batchSize);
      const refusal = await this.#send(batch);
      if (!refusal) {
        failures = 0;
        // Empty when the time to end was over meanwhile.
        this.#lines.splice(0, batch.length);
        continue;
      }
      // Half of it by chance, so that many clients do not come back together.
      if (this.#lines.length === 0) return;
      const pause = Math.min(1_000 * 2 ** failures++, longestPauseMs) * (0.5 + Math.random() / 2);
      await this.#pause(Math.max(pause, refusal.retryAfterMs ?? 0));
    }
  }

  /** @returns Undefined when the batch is done with: stored, or refused for good. */
  async #send(batch: string[]): Promise<Refusal | undefined> {
    let answer: Response;
    let body: string;
    const request = (this.#request = new AbortController());
    const timeout = setTimeout(() => request.abort(), this.#timeoutMs);
    try {
      answer = await fetch(this.#address, {
        method: "POST",
        headers: { Authorization: `Bearer ${this.#key}`, "Content-Type": "application/json" },
        body: `{"sent_at":${Date.now()},"events":[${batch.join(",")}]}`,
        signal: request.signal,
      });
      body = await answer.text();
    } catch {
      return { retryAfterMs: undefined };
    } finally {
      clearTimeout(timeout);
    }
    if (answer.status === 408 || answer.status === 429 || answer.status >= 500)
      return { retryAfterMs: afterMs(answer.headers.get("Retry-After")) };
    if (!answer.ok) {
      this.lose(batch.length, "refused", `${answer.status} ${body.slice(0, 500)}`);
      return undefined;
    }
    this.#count(batch.length, body);
    return undefined;
  }

  #count(events: number, body: string): void {
    const rejected = rejectedOf(body);
    this.sent += events - rejected.length;
    if (rejected.length > 0)
      this.lose(
        rejected.length,
        "rejected",
        rejected
          .map(({ code, message }) => `${code}: ${message}`)
          .slice(0, 5)
          .join(" "),
      );
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      if (!this.#ended) timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Seconds, or a date. */
function afterMs(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now();
  return ms > 0 ? Math.min(ms, 10 * longestPauseMs) : undefined;
}

function rejectedOf(body: string): { code: string; message: string }[] {
  try {
    return (JSON.parse(body) as { rejected?: { code: string; message: string }[] }).rejected ?? [];
  } catch {
    return [];
  }
}
