/** What can be read, as docs/semantics/sql.md has it. */
export interface SqlColumnInfo {
  name: string;
  type: string;
}

export interface SqlView {
  name: string;
  /** What its rows are. */
  row: string;
  columns: readonly SqlColumnInfo[];
}

const column = (name: string, type: string): SqlColumnInfo => ({ name, type });

export const sqlViews: readonly SqlView[] = [
  {
    name: "events",
    row: "one per event",
    columns: [
      column("event_id", "UUID"),
      column("event", "String"),
      column("distinct_id", "String"),
      column("person_id", "UInt64"),
      column("timestamp", "DateTime64(3, 'UTC')"),
      column("received_at", "DateTime64(3, 'UTC')"),
      column("session_id", "Nullable(String)"),
      column("properties", "JSON"),
      column("groups", "Map(String, String)"),
    ],
  },
  {
    name: "persons",
    row: "one per person",
    columns: [
      column("person_id", "UInt64"),
      column("distinct_ids", "Array(String)"),
      column("properties", "JSON"),
      column("first_seen", "DateTime64(3, 'UTC')"),
      column("last_seen", "DateTime64(3, 'UTC')"),
    ],
  },
  {
    name: "sessions",
    row: "one per session",
    columns: [
      column("session_id", "String"),
      column("person_id", "UInt64"),
      column("started_at", "DateTime64(3, 'UTC')"),
      column("ended_at", "DateTime64(3, 'UTC')"),
      column("duration", "Float64"),
      column("events", "UInt64"),
      column("pageviews", "UInt64"),
      column("entry_url", "Nullable(String)"),
      column("exit_url", "Nullable(String)"),
    ],
  },
  {
    name: "groups",
    row: "one per group",
    columns: [
      column("group_type", "String"),
      column("group_key", "String"),
      column("properties", "JSON"),
      column("first_seen", "DateTime64(3, 'UTC')"),
      column("last_seen", "DateTime64(3, 'UTC')"),
    ],
  },
];

/** The path of a property in SQL, typed so that aggregates take it: properties.amount.:Float64. */
export function propertyPath(name: string, types: readonly string[]): string {
  const type =
    types.length === 1 ? { number: "Float64", text: "String", boolean: "Bool" }[types[0] ?? ""] : undefined;
  const pieces = name.split(".").map((piece) => (/^[A-Za-z_]\w*$/.test(piece) ? piece : `\`${piece}\``));
  return `properties.${pieces.join(".")}${type ? `.:${type}` : ""}`;
}

/** A text of SQL. */
export const sqlText = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
