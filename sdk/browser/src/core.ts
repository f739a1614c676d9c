import type { Cairn, CairnEvent, EventFields, Options, Properties } from "./types.ts";

/** What is kept in localStorage under "cairn"; in cookieless mode only `o`. Names are short, since they are part of the script's size. */
interface Kept {
  /** Anonymous id. */
  a?: string;
  /** Id given to `identify`. */
  u?: string;
  groups?: Record<string, string>;
  /** Session id, and when its last event was. */
  s?: string;
  t?: number;
  /** The visitor's choice: 1 in, 0 out. */
  o?: 0 | 1 | undefined;
  /** Events that were lost and of which none has told yet. */
  l?: number | undefined;
  /** Lines that pages could not send before they ended, under the write key. */
  [key: `cwk_${string}`]: string[] | undefined;
}

const batchSize = 50;

let options: Options = {};
let key: `cwk_${string}` | undefined;
let kept: Kept = {};
/** At most a thousand, and as many kept for the next page. Lines of JSON, made when the event happens: what the page changes afterwards is another matter. */
let queue: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let busy: boolean | undefined;
/** Seconds until what failed is tried again. */
let pause = 0;
let current: string | undefined;
let referrer: string | undefined;

/** A random UUID. Not crypto.randomUUID, which pages without TLS do not have. */
const uuid = () =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0]! & (15 >> (+c / 4)))).toString(16),
  );

/** Read anew for every event, so that tabs agree on who it is. Without storage the page's memory is all there is. */
const load = () => {
  try {
    const stored = JSON.parse(localStorage.cairn) as Kept;
    if (options.cookieless) kept.o = stored.o;
    else kept = stored;
  } catch {}
};

const save = () => {
  try {
    localStorage.cairn = JSON.stringify(kept, options.cookieless ? ["o"] : null);
  } catch {}
};

const lose = (events: number) => {
  kept.l = (kept.l || 0) + events;
  save();
};

const isOut = () =>
  !kept.o &&
  (kept.o === 0 ||
    options.consent ||
    (options.signals !== false &&
      // True, or "1".
      ((navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl || navigator.doNotTrack) == 1));

/** Whether anything may be noted about this visitor now. */
const ready = () => {
  load();
  return key && !isOut() && (kept.a ||= uuid());
};

const add = (event: string, properties?: Properties, fields?: EventFields, change?: Kept) => {
  if (!ready()) return;
  const now = Date.now();
  if (!(now - kept.t! < 18e5)) kept.s = uuid();
  kept = { ...kept, t: now, ...change };
  save();
  // The first eight hexadecimal digits of a random id, so the same for all that is done on this device.
  if (parseInt(kept.a!, 16) >= options.sample! * 2 ** 32) return;
  if (queue.length > 999) return lose(1);
  queue.push(
    JSON.stringify({
      id: uuid(),
      event,
      distinct_id: kept.u || (options.cookieless ? "$cookieless" : kept.a!),
      timestamp: now,
      session_id: options.cookieless ? undefined : kept.s,
      groups: kept.groups,
      properties: {
        url: location.href,
        referrer,
        title: document.title,
        $screen_width: screen.width,
        $language: navigator.language,
        $lib: "cairn-js",
        $lost_events: kept.l || undefined,
        ...options.properties?.(),
        ...properties,
      },
      ...fields,
    } satisfies CairnEvent),
  );
  kept.l = undefined;
  save();
  if (busy || pause) return;
  if (queue.length < batchSize) timer ??= setTimeout(send, 5000);
  else send();
};

const address = () => `${options.host || ""}/ingest/events?key=${key}`;
const envelope = () => `{"sent_at":${Date.now()},"events":[${queue.slice(0, batchSize)}]}`;
const canSend = () => queue.length && navigator.onLine;

/** One batch at a time. It stays in the queue until the server has it, so whatever happens the same ids come again. */
const send = async () => {
  if (busy || !canSend()) return;
  timer = clearTimeout(timer) as undefined;
  busy = true;
  const batch = queue.slice(0, batchSize);
  try {
    const answer = await fetch(address(), { method: "POST", body: envelope() });
    // Too much, or the server's own trouble: it takes them later.
    if (answer.status > 428) throw answer.headers.get("Retry-After");
    // Refused for good: a wrong key does not become right.
    if (!answer.ok) lose(batch.length);
    queue = queue.filter((line) => !batch.includes(line));
    pause = 0;
  } catch (wait) {
    pause = +(wait as string) || Math.min(pause * 2 || 1, 256);
  }
  busy = false;
  if (queue.length) timer = setTimeout(send, pause * 1000);
};

/** What an earlier page, or this one before it was hidden, could not send. */
const take = () => {
  load();
  if (kept[key!]) {
    queue = kept[key!]!.concat(queue);
    kept[key!] = undefined;
    save();
  }
};

/** The page may be over: a beacon outlives it, and what no beacon can take is kept for the next page. */
const hide = () => {
  while (!pause && canSend() && navigator.sendBeacon?.(address(), envelope())) queue.splice(0, batchSize);
  if (queue.length) {
    take();
    kept[key!] = queue.splice(0, 1000);
    lose(queue.length);
    queue = [];
  }
};

const show = () => {
  take();
  send();
};

export const cairn: Cairn = {
  init(given, more) {
    if (key) return;
    key = given as `cwk_${string}`;
    options = more || {};
    referrer = document.referrer;
    addEventListener("online", show);
    addEventListener("pagehide", hide);
    addEventListener("visibilitychange", () => (document.hidden ? hide() : show()));
    show();
  },
  track: add,
  page(properties) {
    referrer = current ?? referrer;
    current = location.href;
    add("$pageview", properties);
  },
  identify(id, set, set_once) {
    if (kept.u !== id)
      add(
        "$identify",
        { $anon_distinct_id: options.cookieless ? undefined : kept.a },
        { set, set_once },
        { u: id },
      );
    else if (set) cairn.set(set, set_once);
  },
  alias: (alias) => add("$alias", { alias }),
  group: (type, key, set) =>
    add(
      "$group",
      { $group_type: type, $group_key: key, $group_set: set },
      {},
      { groups: { ...kept.groups, [type]: key } },
    ),
  set: (set, set_once) => add("$set", {}, { set, set_once }),
  reset() {
    load();
    kept = { o: kept.o, [key!]: kept[key!] } as Kept;
    save();
  },
  optOut() {
    queue = [];
    kept = { o: 0 };
    save();
  },
  optIn() {
    if (ready()) return;
    kept.o = 1;
    save();
    if (current) add("$pageview");
  },
  flush: show,
  push: (call) => call(cairn),
};

/** Nothing an SDK does may break the page it measures. */
for (const name in cairn) {
  const f = cairn[name as "track"];
  cairn[name as "track"] = (...given) => {
    try {
      f(...given);
    } catch {
      lose(1);
    }
  };
}
