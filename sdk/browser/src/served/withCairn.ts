import type { Cairn } from "../types.ts";

/** Now, or when /cairn.js has come. */
export function withCairn(call: (cairn: Cairn) => void): void {
  const page = window as unknown as { cairn?: { push(call: (cairn: Cairn) => void): void } };
  (page.cairn ??= [] as ((cairn: Cairn) => void)[]).push(call);
}
