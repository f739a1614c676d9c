/** The formats that an import takes, by what files are called. */
const endings = {
  csv: "csv",
  tsv: "csv",
  ndjson: "ndjson",
  jsonl: "ndjson",
  json: "ndjson",
  parquet: "parquet",
  zip: "zip",
  gz: "gzip",
} as const;

export type FileFormat = (typeof endings)[keyof typeof endings];

const isEnding = (text: string): text is keyof typeof endings => Object.hasOwn(endings, text);

/** The format that a file's name tells, of a packed file (.csv.gz) that of what is in it; null: none that can be imported. */
export function formatOfFile(name: string): FileFormat | null {
  const parts = name.toLowerCase().split(".").slice(1);
  const last = parts.at(-1) ?? "";
  const inner = parts.at(-2) ?? "";
  if (last === "gz" && isEnding(inner)) return endings[inner];
  return isEnding(last) ? endings[last] : null;
}

/** Whose export a file may be; the first: the server tells by the columns. */
export const sources = [
  { value: "", label: "Told by its columns" },
  { value: "cairn", label: "A file of our own" },
  { value: "posthog", label: "PostHog" },
  { value: "mixpanel", label: "Mixpanel" },
  { value: "amplitude", label: "Amplitude" },
  { value: "plausible", label: "Plausible" },
  { value: "umami", label: "Umami" },
  { value: "ga4", label: "Google Analytics 4" },
] as const;

/** Of a source that an import names. */
export const sourceLabel = (source: string) => sources.find(({ value }) => value === source)?.label ?? source;

export type RowShape = "events" | "users" | "sessions";

export interface MappingDraft {
  /** Whose export it is; empty: the server tells. */
  source: string;
  shape: RowShape;
  /** One name for all events; empty: a column has it. */
  eventName: string;
  /** Of times without an offset. */
  timezone: string;
}

/** The import mapping that a draft stands for; what is the default is left out, so that the server guesses. */
export function mappingOf({ source, shape, eventName, timezone }: MappingDraft): string {
  const isOwn = source === "" || source === "cairn";
  return JSON.stringify({
    ...(shape === "events" || !isOwn ? {} : { shape }),
    ...(isOwn && eventName.trim() ? { eventName: eventName.trim() } : {}),
    ...(timezone === "UTC" ? {} : { timezone }),
  });
}
