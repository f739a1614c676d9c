/** What a property may hold: whatever JSON can. */
export type Value =
  string | number | boolean | null | undefined | Date | readonly Value[] | { readonly [name: string]: Value };

/** Names and values, as they are stored with an event, a person or a group. */
export type Properties = { readonly [name: string]: Value };

/** Fields of one event beside its name, its distinct id and its properties. */
export interface EventFields {
  /** UUID, the idempotency key; made when missing. */
  id?: string | undefined;
  /** When it happened; now unless given. */
  timestamp?: Date | undefined;
  sessionId?: string | undefined;
  /** Type to key: `{ company: "acme" }`. */
  groups?: Readonly<Record<string, string>> | undefined;
  /** Properties of the person: those that may change, and those whose first value stays. */
  set?: Properties | undefined;
  setOnce?: Properties | undefined;
}

/** One call of a language model: `$ai_generation`. What is missing is left out. */
export interface AIRequest {
  provider?: string | undefined;
  model: string;
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  cacheReadTokens?: number | undefined;
  cacheWriteTokens?: number | undefined;
  reasoningTokens?: number | undefined;
  /** How long the call took. */
  latencyMs?: number | undefined;
  timeToFirstTokenMs?: number | undefined;
  streamed?: boolean | undefined;
  costUsd?: number | undefined;
  /** What went wrong. Given: the call counts as failed. */
  error?: string | undefined;
  httpStatus?: number | undefined;
  stopReason?: string | undefined;
  traceId?: string | undefined;
  spanId?: string | undefined;
  parentId?: string | undefined;
  spanName?: string | undefined;
  /** The conversation, not the person's session. */
  conversationId?: string | undefined;
  properties?: Properties | undefined;
}

/** Why events did not arrive. */
export interface Loss {
  /** How many. */
  events: number;
  /** `queue_full`, `refused` (the whole request), `rejected` (some of it), `unserializable`, or `shut_down` with events left. */
  reason: "queue_full" | "refused" | "rejected" | "unserializable" | "shut_down";
  /** What the server said, or what was wrong. */
  message: string;
}

export interface CairnOptions {
  /** Where Cairn is: `https://cairn.example.com`. */
  host: string;
  /** Events a request, 1..2,000; 50 unless given. */
  batchSize?: number | undefined;
  /** How long an event waits for others; 5,000 unless given. */
  flushIntervalMs?: number | undefined;
  /** Events that wait at most, the rest is lost and counted; 10,000 unless given. */
  queueSize?: number | undefined;
  /** For one request; 10,000 unless given. */
  timeoutMs?: number | undefined;
  /** Told of every loss. Without it they are only counted: `cairn.lost`. */
  onLoss?: ((loss: Loss) => void) | undefined;
  /** Added to every event. */
  properties?: Properties | undefined;
}
