import type { SqlQuestion } from "@/api/types";

/** Makes a question of anything; without a query nothing can be asked. */
export function readSql(raw: unknown): SqlQuestion {
  const { query, parameters } = (typeof raw === "object" && raw !== null ? raw : {}) as Record<
    string,
    unknown
  >;
  const isRecord = typeof parameters === "object" && parameters !== null && !Array.isArray(parameters);
  return {
    kind: "sql",
    query: typeof query === "string" ? query : "",
    ...(isRecord && Object.keys(parameters).length > 0
      ? { parameters: parameters as Record<string, unknown> }
      : {}),
  };
}

export const sqlToAsk = (question: SqlQuestion) => (question.query.trim() === "" ? null : question);

export interface SqlParameter {
  name: string;
  /** ClickHouse's name of its type. */
  type: string;
}

/** The `{name:Type}` of a query in their order, texts and comments passed over. */
export function parametersOf(query: string): SqlParameter[] {
  const found = new Map<string, SqlParameter>();
  const pieces = /'(?:\\.|''|[^'\\])*'|--[^\n]*|\/\*[\s\S]*?\*\/|\{\s*(\w+)\s*:\s*([^{}]+?)\s*\}/g;
  for (const [, name, type] of query.matchAll(pieces)) {
    if (name && type && !found.has(name)) found.set(name, { name, type });
  }
  return [...found.values()];
}

/** What was typed for a parameter as the value that its type takes: numbers, true and false, lists as JSON; the rest is text. */
export function parameterValue(text: string, type: string): unknown {
  const inner = /^Nullable\((.*)\)$/.exec(type)?.[1];
  if (inner !== undefined) return text === "" ? null : parameterValue(text, inner);
  if (/^Array\(/.test(type)) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text.split(",").map((part) => parameterValue(part.trim(), type.slice(6, -1)));
    }
  }
  if (/^(U?Int(8|16|32)|Float)/.test(type) && text.trim() !== "" && Number.isFinite(Number(text)))
    return Number(text);
  if (type === "Bool" && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return text;
}

/** The same the other way, for the field. */
export function parameterText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The question of an editor: its text, and the values of those parameters that it names. */
export function questionOf(query: string, texts: Readonly<Record<string, string>>): SqlQuestion {
  const parameters = Object.fromEntries(
    parametersOf(query).map(({ name, type }) => [name, parameterValue(texts[name] ?? "", type)]),
  );
  return readSql({ query, parameters });
}
