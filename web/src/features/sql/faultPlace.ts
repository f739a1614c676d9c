import { ApiError } from "@/api/http";

export interface SqlFault {
  message: string;
  /** Where in the query, as offsets; null where the server does not tell. */
  place: { from: number; to: number; line: number; column: number } | null;
}

/** What is wrong with a query in the server's words, and where; null for errors that are not the query's. */
export function faultOf(error: unknown, query: string): SqlFault | null {
  if (!(error instanceof ApiError)) return null;
  const message = error.field("/query");
  if (message !== undefined) return { message, place: placeIn(message, query) };
  const other = error.errors[0];
  return other ? { message: `${other.pointer.slice(1)}: ${other.message}`, place: null } : null;
}

/** ClickHouse gives a line and a column, or names what it does not know. */
function placeIn(message: string, query: string): SqlFault["place"] {
  const at = /\(line (\d+), col (\d+)\)/.exec(message);
  if (at) return placed(query, offsetOf(query, Number(at[1]), Number(at[2])));
  const named = /(?:identifier|name|column|function|table)[^`']{0,20}[`']([^`']+)[`']/i.exec(message)?.[1];
  if (!named) return null;
  const found = new RegExp(`(?<![\\w.])${escaped(named)}(?![\\w])`).exec(query);
  return found ? placed(query, found.index, named.length) : null;
}

function offsetOf(query: string, line: number, column: number): number {
  const before = query.split("\n").slice(0, line - 1);
  return before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
}

function placed(query: string, offset: number, length?: number): SqlFault["place"] {
  const from = Math.min(Math.max(0, offset), query.length);
  const word = /^\w+|^\S/.exec(query.slice(from))?.[0].length ?? 0;
  const before = query.slice(0, from);
  return {
    from,
    to: Math.min(query.length, from + (length ?? word)),
    line: before.split("\n").length,
    column: from - before.lastIndexOf("\n"),
  };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
