/** The formats that an import takes, by what files are called. */
const endings: Record<string, "csv" | "ndjson" | "parquet"> = {
  csv: "csv",
  tsv: "csv",
  ndjson: "ndjson",
  jsonl: "ndjson",
  json: "ndjson",
  parquet: "parquet",
};

/** The format that a file's name tells; null: none that can be imported. */
export function formatOfFile(name: string): "csv" | "ndjson" | "parquet" | null {
  const ending = name.toLowerCase().split(".").at(-1) ?? "";
  return name.includes(".") ? (endings[ending] ?? null) : null;
}

export type RowShape = "events" | "users" | "sessions";

export interface MappingDraft {
  shape: RowShape;
  /** One name for all events; empty: a column has it. */
  eventName: string;
  /** Of times without an offset. */
  timezone: string;
}

/** The import mapping that a draft stands for; what is the default is left out, so that the server guesses. */
export function mappingOf({ shape, eventName, timezone }: MappingDraft): string {
  return JSON.stringify({
    ...(shape === "events" ? {} : { shape }),
    ...(eventName.trim() ? { eventName: eventName.trim() } : {}),
    ...(timezone === "UTC" ? {} : { timezone }),
  });
}
