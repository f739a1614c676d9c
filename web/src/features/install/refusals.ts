/** What a code of a refusal means, and what to do so that it does not come again. */
export interface Refusal {
  title: string;
  fix: string;
  /** The section of the settings where it is done. */
  section?: "keys" | "privacy" | "project";
}

const refusals: Record<string, Refusal> = {
  // Of whole requests.
  expired_key: {
    title: "The key came to its end",
    fix: "Put its successor, or another key, into the client.",
    section: "keys",
  },
  origin_not_allowed: {
    title: "The key does not send from this website",
    fix: "Add the website, with scheme and port, to those of the key; or use a key that is bound to none.",
    section: "keys",
  },
  secret_in_the_open: {
    title: "A secret key came where others can read it",
    fix: "Use a write key here. If this was sent over the internet, rotate the service key.",
    section: "keys",
  },
  project_archived: { title: "The project is archived", fix: "Take it up again.", section: "project" },
  rate_limited: {
    title: "More events than the key may send",
    fix: "Nothing is lost where the client sends again. Raise the key’s events per second.",
    section: "keys",
  },
  too_large: { title: "The request is too large", fix: "Send at most 2,000 events and 20 MiB at once." },
  invalid_json: {
    title: "The body is no JSON",
    fix: "Look at what the client sends: the message names the place.",
  },
  invalid_body: {
    title: "The body is not of this format",
    fix: "Check that the client sends to its own address here, and over HTTP.",
  },
  missing_field: {
    title: "Something that the format demands is missing",
    fix: "Check that the client sends what its address stands for.",
  },
  invalid_encoding: {
    title: "The body cannot be unpacked",
    fix: "Let Content-Encoding name what was sent, or send it unpacked.",
  },
  unknown_encoding: { title: "The packing is not known", fix: "Use gzip, br, deflate, zstd or none." },
  unreadable_body: {
    title: "The body ends too early",
    fix: "A proxy on the way may cut it: let Content-Length fit.",
  },
  unavailable: {
    title: "Events could not be stored then",
    fix: "Clients send again. If it stays, look at Settings, System.",
  },
  keys_unavailable: {
    title: "The keys that encrypt properties could not be had",
    fix: "Clients send again. If it stays, look at Settings, System.",
  },
  // Of single events.
  not_an_object: { title: "The event is no object", fix: 'Send {"event": …, "distinct_id": …}.' },
  invalid_utf8: { title: "The text is no UTF-8", fix: "Encode the body as UTF-8." },
  event_too_large: {
    title: "The event is larger than 1 MiB",
    fix: "Leave long texts out of its properties.",
  },
  event_too_deep: { title: "The event is nested too deep", fix: "Flatten its properties." },
  invalid_event: { title: "The event has no usable name", fix: "Name it with 1 to 200 characters." },
  invalid_distinct_id: {
    title: "Nobody is named",
    fix: "Send distinct_id: whose event it is, 1 to 400 characters.",
  },
  invalid_id: { title: "The id is no UUID", fix: "Send a UUID, or no id." },
  invalid_timestamp: {
    title: "The time cannot be used",
    fix: "Send ISO 8601, or seconds or milliseconds since 1970; at most 24 hours ahead.",
  },
  invalid_session_id: {
    title: "The session id cannot be used",
    fix: "Send a text of at most 400 characters, or none.",
  },
  invalid_groups: {
    title: "The groups cannot be used",
    fix: 'Send {"company": "acme"}: type and key, at most 50.',
  },
  invalid_properties: {
    title: "The properties cannot be used",
    fix: "Send an object with names of at most 400 bytes, nested at most 32 deep.",
  },
  invalid_set: {
    title: "The person’s properties cannot be used",
    fix: "Send an object with names of at most 400 bytes, nested at most 32 deep.",
  },
  consent_withheld: {
    title: "Nothing may be stored without consent",
    fix: "Ask the visitor for consent, or change what the project does without it.",
    section: "privacy",
  },
  erased_person: {
    title: "This person was erased",
    fix: "Their events are kept out for good. Use another id for a test.",
    section: "privacy",
  },
  event_not_allowed: {
    title: "The key may not send this event",
    fix: "Add its name to those of the key.",
    section: "keys",
  },
};

/** A code that is not known here keeps its own name. */
export const refusalOf = (code: string): Refusal =>
  refusals[code] ?? { title: code.replaceAll("_", " "), fix: "The reason says what was wrong." };

export const knownRefusals: readonly string[] = Object.keys(refusals);
