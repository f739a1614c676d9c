import { randomUUID } from "node:crypto";
import { generation } from "./generation.ts";
import { SendQueue } from "./queue.ts";
import type { AIRequest, CairnOptions, EventFields, Properties } from "./types.ts";

export type { AIRequest, CairnOptions, EventFields, Loss, Properties, Value } from "./types.ts";

/**
 * Sends events to a Cairn. One for the whole program. Nothing but `flush` and `shutdown` waits for the network, and nothing throws; what is lost is counted and told to
 * `onLoss`.
 */
export class Cairn {
  readonly #queue: SendQueue;
  readonly #properties: Properties | undefined;

  /** @param key A write key `cwk_…` or a service key: it may only send events. */
  constructor(key: string, options: CairnOptions) {
    this.#queue = new SendQueue(key, options);
    this.#properties = options.properties;
  }

  /** Events that the server has stored. */
  get sent(): number {
    return this.#queue.sent;
  }

  /** Events that were lost, for whatever reason. */
  get lost(): number {
    return this.#queue.lost;
  }

  /** Events on their way. */
  get waiting(): number {
    return this.#queue.waiting;
  }

  /** Something happened. */
  track(event: string, distinctId: string, properties?: Properties, fields?: EventFields): void {
    this.#add(event, distinctId, properties, fields);
  }

  /** Who it is: marks the id as identified, sets properties, and with `anonymousId` joins what was done under that. */
  identify(
    distinctId: string,
    given: { anonymousId?: string; set?: Properties; setOnce?: Properties } = {},
    fields?: EventFields,
  ): void {
    const { anonymousId, set, setOnce } = given;
    this.#add("$identify", distinctId, { $anon_distinct_id: anonymousId }, { ...fields, set, setOnce });
  }

  /** Another id of the same person. */
  alias(distinctId: string, alias: string): void {
    this.#add("$alias", distinctId, { alias });
  }

  /** Properties of a group. `distinctId` is who said so. */
  group(type: string, key: string, set: Properties, distinctId = `${type}_${key}`): void {
    this.#add(
      "$group",
      distinctId,
      { $group_type: type, $group_key: key, $group_set: set },
      { groups: { [type]: key } },
    );
  }

  /** Properties of a person: those that may change, and those whose first value stays. */
  set(distinctId: string, set?: Properties, setOnce?: Properties): void {
    this.#add("$set", distinctId, undefined, { set, setOnce });
  }

  /** One call of a language model: `$ai_generation`. */
  trackAI(distinctId: string, request: AIRequest, fields?: EventFields): void {
    this.#add("$ai_generation", distinctId, generation(request), fields);
  }

  /** Somebody used a feature: `feature_used` with the property `feature`. */
  trackFeature(feature: string, distinctId: string, properties?: Properties, fields?: EventFields): void {
    this.#add("feature_used", distinctId, { ...properties, feature }, fields);
  }

  /** Sends what waits; done when the server has it or has refused it for good. */
  flush(): Promise<void> {
    return this.#queue.flush();
  }

  /** Sends what waits and takes nothing more: before the program ends. What the server does not take in time is lost and counted. */
  shutdown(withinMs = 10_000): Promise<void> {
    return this.#queue.end(withinMs);
  }

  #add(event: string, distinctId: string, properties?: Properties, fields: EventFields = {}): void {
    try {
      this.#queue.add(
        JSON.stringify({
          id: fields.id ?? randomUUID(),
          event,
          distinct_id: distinctId,
          timestamp: (fields.timestamp ?? new Date()).toISOString(),
          session_id: fields.sessionId,
          groups: fields.groups,
          properties: { $lib: "cairn-node", ...this.#properties, ...properties },
          set: fields.set,
          set_once: fields.setOnce,
        }),
      );
    } catch (error) {
      this.#queue.lose(1, "unserializable", String(error));
    }
  }
}
