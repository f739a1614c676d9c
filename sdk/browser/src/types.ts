/** What a property may hold: whatever JSON can. */
export type Value =
  string | number | boolean | null | undefined | Date | readonly Value[] | { readonly [name: string]: Value };

/** Names and values, as they are stored with an event, a person or a group. */
export type Properties = { readonly [name: string]: Value };

/** An event as it goes to `POST /ingest/events`. */
export interface CairnEvent {
  /** UUID, the idempotency key: the same over every retry. */
  id: string;
  event: string;
  distinct_id: string;
  /** Milliseconds since 1970 by the browser's clock; the server corrects it by `sent_at`. */
  timestamp: number;
  /** Missing without cookies: there the server finds sessions itself. */
  session_id?: string | undefined;
  groups?: Record<string, string> | undefined;
  properties: Properties;
  set?: Properties | undefined;
  set_once?: Properties | undefined;
}

export interface Options {
  /** Where Cairn is, `https://cairn.example.com`; a path is kept. Without it the page's own origin. */
  host?: string | undefined;
  /** Nothing is stored on the device, nobody is recognised after the day. The project must take cookieless ids. */
  cookieless?: boolean | undefined;
  /** True: nothing is stored and nothing is sent before `optIn()`. */
  consent?: boolean | undefined;
  /** False: Global Privacy Control and Do-Not-Track are left to the project's setting. Otherwise a browser that says either sends nothing, unless its user opted in. */
  signals?: boolean | undefined;
  /** Share of persons whose events are sent, 0..1; 1 unless given. Decided by the id, so a person is in or out for good. */
  sample?: number | undefined;
  /** Asked for every event; what it returns is added, or takes the place of `url`, `referrer`, `title` and the like. */
  properties?: (() => Properties) | undefined;
}

/** Fields of one event that differ from what they would be. */
export type EventFields = Partial<Omit<CairnEvent, "event" | "properties">>;

export interface Cairn {
  /** Starts it, once: which project's write key, and where. */
  init(key: string, options?: Options): void;
  /** Something happened. */
  track(event: string, properties?: Properties, fields?: EventFields): void;
  /** A page is seen: `$pageview`. The page before it becomes the referrer. */
  page(properties?: Properties): void;
  /** Who it is: what was done under the anonymous id is theirs from now on. Said again it only sets properties. */
  identify(id: string, set?: Properties, setOnce?: Properties): void;
  /** Another id of the same person. */
  alias(alias: string): void;
  /** The group of a type that the visitor acts for, on every event from now on. */
  group(type: string, key: string, set?: Properties): void;
  /** Properties of the person: those that may change, and those whose first value stays. */
  set(set?: Properties, setOnce?: Properties): void;
  /** Somebody else from now on: at sign-out. */
  reset(): void;
  /** Nothing is sent or kept any more, here and on later pages. */
  optOut(): void;
  /** The visitor agrees, also against a signal of the browser. A page view that waited for it is sent. */
  optIn(): void;
  /** Sends what is queued now. */
  flush(): void;
  /** Calls what is given at once. Before the script is there `cairn` is an array, whose functions it calls when it comes. */
  push(call: (cairn: Cairn) => void): void;
}
