import { expect } from "../../e2e/fixtures.ts";
import type { TestProject } from "../../e2e/fixtures.ts";

export interface StoredEvent {
  id: string;
  event: string;
  distinctId: string;
  /** Of the person after merges. */
  personId: string;
  timestamp: Date;
  receivedAt: Date;
  sessionId: string | null;
  properties: Record<string, unknown>;
  groups: Record<string, string>;
}

export interface StoredPerson {
  id: string;
  distinctIds: string[];
  properties: Record<string, unknown>;
}

interface Rows {
  rows: unknown[][];
}

const patience = { timeout: 20_000, intervals: [50, 100, 200] };

/** What of a client arrived in its project, asked as any script would ask. */
export class Stored {
  readonly #project: TestProject;

  constructor(project: TestProject) {
    this.#project = project;
  }

  get writeKey(): string {
    return this.#project.writeKey;
  }

  get slug(): string {
    return this.#project.slug;
  }

  /** Gives the project a public name of its own, of the kind that some protocols have instead of keys. */
  async nameSite(site: string): Promise<string> {
    await this.#project.api("/sites", { sites: [site] }, "PUT");
    return site;
  }

  /**
   * Waits until exactly these events are stored, in whatever order, and nothing of what was received before this call is still on its way.
   * Answers them oldest first.
   */
  async exactly(...names: string[]): Promise<StoredEvent[]> {
    const expected = [...names].sort();
    await expect
      .poll(async () => (await this.events()).map(({ event }) => event).sort(), patience)
      .toEqual(expected);
    await this.settled();
    const events = await this.events();
    expect(events.map(({ event }) => event).sort()).toEqual(expected);
    return events;
  }

  /** What Cairn has accepted until now can be asked for when this returns. */
  async settled(): Promise<void> {
    const id = crypto.randomUUID();
    await this.#project.send({ id, event: "fence", distinct_id: "fence" });
    const seen = () =>
      this.#rows("SELECT count() FROM events WHERE toString(event_id) = {id:String}", { id });
    await expect.poll(async () => Number((await seen())[0]?.[0]), patience).toBe(1);
  }

  async events(): Promise<StoredEvent[]> {
    const rows = await this.#rows(
      `SELECT toString(event_id), event, distinct_id, toString(person_id), timestamp, received_at, session_id, properties, groups
       FROM events WHERE event != 'fence' ORDER BY timestamp, event_id`,
    );
    return rows.map(
      ([id, event, distinctId, personId, timestamp, receivedAt, sessionId, properties, groups]) => ({
        id: String(id),
        event: String(event),
        distinctId: String(distinctId),
        personId: String(personId),
        timestamp: new Date(String(timestamp)),
        receivedAt: new Date(String(receivedAt)),
        sessionId: sessionId as string | null,
        properties: parsed(properties),
        groups: parsed(groups) as Record<string, string>,
      }),
    );
  }

  /** The person who has this id, once it is one person with all of `also`: ids that a client may have named without ever using them. */
  async person(distinctId: string, ...also: string[]): Promise<StoredPerson> {
    // Only ids with an event are listed.
    for (const id of also) await this.#project.send({ event: "fence", distinct_id: id });
    const find = async () =>
      (await this.persons()).find(({ distinctIds }) => distinctIds.includes(distinctId));
    await expect
      .poll(async () => (await find())?.distinctIds, patience)
      .toEqual(expect.arrayContaining([distinctId, ...also]));
    return (await find())!;
  }

  async persons(): Promise<StoredPerson[]> {
    const rows = await this.#rows("SELECT toString(person_id), distinct_ids, properties FROM persons");
    return rows
      .map(([id, distinctIds, properties]) => ({
        id: String(id),
        distinctIds: distinctIds as string[],
        properties: parsed(properties),
      }))
      .filter(({ distinctIds }) => !distinctIds.includes("fence"));
  }

  async groups(): Promise<{ type: string; key: string; properties: Record<string, unknown> }[]> {
    const rows = await this.#rows("SELECT group_type, group_key, properties FROM groups ORDER BY 1, 2");
    return rows.map(([type, key, properties]) => ({
      type: String(type),
      key: String(key),
      properties: parsed(properties),
    }));
  }

  /** Nothing was stored, and nothing of what was received before this call is still on its way. */
  async nothing(): Promise<void> {
    await this.settled();
    expect(await this.events()).toEqual([]);
  }

  async #rows(query: string, parameters: Record<string, unknown> = {}): Promise<unknown[][]> {
    return (await this.#project.api<Rows>("/query", { kind: "sql", query, parameters })).rows;
  }
}

const parsed = (json: unknown): Record<string, unknown> =>
  (typeof json === "string" ? JSON.parse(json) : json) as Record<string, unknown>;
