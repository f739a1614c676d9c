import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import type { Cairn } from "./cairn.ts";
import { expect, test as base, type TestProject } from "./fixtures.ts";

/** A website of somebody's own, on another origin than Cairn. */
export interface Shop {
  url: string;
  /** The page of every path from now on: what stands in its head and body. */
  show(head: string, body?: string): void;
  /** Answers paths that begin so by itself. */
  answer(path: string, how: (request: IncomingMessage, response: ServerResponse) => Promise<void>): void;
}

export interface StoredEvent {
  id: string;
  event: string;
  distinctId: string;
  personId: string;
  sessionId: string;
  properties: Record<string, unknown>;
}

/** What /cairn.js makes of a page. */
interface Api {
  track(event: string, properties?: Record<string, unknown>): void;
  identify(id: string, set?: Record<string, unknown>): void;
  group(type: string, key: string, set?: Record<string, unknown>): void;
  alias(alias: string): void;
  set(set: Record<string, unknown>): void;
  reset(): void;
  optIn(): void;
  optOut(): void;
  flush(): void;
  captureException(error: unknown): void;
}

declare global {
  interface Window {
    cairn: Api;
  }
}

export const test = base.extend<{ shop: Shop }>({
  shop: async ({}, use) => {
    let html = "";
    const others = new Map<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>>();
    const server = createServer((request, response) => {
      const other = [...others].find(([path]) => request.url?.startsWith(path));
      if (other) void other[1](request, response);
      else if (request.url === "/favicon.ico") response.writeHead(204).end();
      else response.setHeader("Content-Type", "text/html; charset=utf-8").end(html);
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    await use({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      answer: (path, how) => void others.set(path, how),
      show: (head, body = "") =>
        (html = `<!doctype html><html lang="en"><head><title>Shop</title>${head}</head><body>${body}</body></html>`),
    });
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  },
});

/** The line that a site copies. */
export const tag = (cairn: Cairn, project: TestProject, attributes = "", name = "cairn.js") =>
  `<script defer src="${cairn.url}/${name}" data-key="${project.writeKey}" ${attributes}></script>`;

/** What is stored, oldest first. */
export async function stored(project: TestProject): Promise<StoredEvent[]> {
  const { rows } = await project.api<{ rows: [string, string, string, string, string, unknown][] }>(
    "/query",
    {
      kind: "sql",
      query:
        "select toString(event_id), event, distinct_id, toString(person_id), session_id, properties from events order by timestamp, event",
    },
  );
  return rows.map(([id, event, distinctId, personId, sessionId, properties]) => ({
    id,
    event,
    distinctId,
    personId,
    sessionId,
    properties: (typeof properties === "string" ? JSON.parse(properties) : properties) as Record<
      string,
      unknown
    >,
  }));
}

/** Waits until exactly these events are stored, in whatever order. */
export async function expectStored(project: TestProject, names: string[]): Promise<StoredEvent[]> {
  let events: StoredEvent[] = [];
  await expect
    .poll(async () => (events = await stored(project)).map(({ event }) => event).sort(), { timeout: 30_000 })
    .toEqual([...names].sort());
  return events;
}

/** Everything the console complains about. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  return complaints;
}
