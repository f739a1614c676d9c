import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";
import { apiKey, Cairn, owner } from "./cairn.ts";

export interface SentEvent {
  id?: string;
  event: string;
  distinct_id: string;
  timestamp?: string;
  session_id?: string;
  set?: Record<string, unknown>;
  properties?: Record<string, unknown>;
}

/** A project nobody else uses. */
export interface TestProject {
  slug: string;
  writeKey: string;
  /** Sends events as a client would; fails when one is not accepted. */
  send: (...events: SentEvent[]) => Promise<void>;
  /** Asks the API, past the page. */
  api: <T>(path: string, body?: unknown, method?: string) => Promise<T>;
}

export const test = base.extend<{ project: TestProject }, { cairn: Cairn }>({
  cairn: [
    async ({}, use) => {
      const cairn = await Cairn.startOwned();
      await use(cairn);
      await cairn.dispose();
    },
    { scope: "worker", timeout: 240_000 },
  ],

  project: async ({ cairn }, use) => {
    await use(await makeProject(cairn));
  },
});

export { expect };
export type { Page };

export async function makeProject(cairn: Pick<Cairn, "url">): Promise<TestProject> {
  const slug = `p-${crypto.randomUUID().slice(0, 8)}`;
  const { writeKey } = await ask<{ writeKey: string }>(`${cairn.url}/api/projects`, {
    slug,
    name: "Acme Storefront",
    timeZone: "Europe/Berlin",
    currency: "EUR",
  });
  return {
    slug,
    writeKey,
    send: (...events) => send(cairn, writeKey, events),
    api: (path, body, method) => ask(`${cairn.url}/api/projects/${slug}${path}`, body, method),
  };
}

async function ask<T>(url: string, body?: unknown, method = "POST"): Promise<T> {
  const answer = await fetch(url, {
    method: body === undefined ? "GET" : method,
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

export async function send(cairn: Pick<Cairn, "url">, writeKey: string, events: SentEvent[]): Promise<void> {
  const answer = await fetch(`${cairn.url}/ingest/events`, {
    method: "POST",
    headers: { Authorization: `Bearer ${writeKey}`, "Content-Type": "application/json" },
    body: JSON.stringify(events),
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  expect(await answer.json()).toMatchObject({ accepted: events.length, rejected: [] });
}

/** Signs in through the page, which then shows `path`. */
export async function signIn(page: Page, cairn: Cairn, path: string): Promise<void> {
  await page.goto(cairn.url + path);
  await page.getByLabel("Email").fill(owner.email);
  await page.getByLabel("Password").fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(cairn.url + path);
}

/** Signs in past the page: a context that only looks at pages has no need to type. */
export async function signInQuickly(context: BrowserContext, url: string, who = owner): Promise<void> {
  const answer = await context.request.post(`${url}/api/session`, {
    data: { email: who.email, password: who.password },
    headers: { Origin: url },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** The ids of the lines in the live list, top first. */
export const liveIds = (page: Page) =>
  page
    .locator("[data-event-id]")
    .evaluateAll((lines) => lines.map((line) => line.getAttribute("data-event-id") ?? ""));

/** @param rules These alone; all of axe's otherwise. */
export async function expectNoAxeFindings(page: Page, rules?: string[]): Promise<void> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
  ).toEqual([]);
}

/** Nothing may be wider than the page, and on a phone nothing to press may be smaller than a finger. */
export async function expectFitsItsWidth(page: Page): Promise<void> {
  const { overflow, small } = await page.evaluate(() => {
    const tooSmall = [...document.querySelectorAll<HTMLElement>("button, a, input, select, summary")].filter(
      (element) => {
        const box = (element.closest("label") ?? element).getBoundingClientRect();
        return (
          box.width > 1 &&
          box.height < 44 &&
          element.offsetParent !== null &&
          !element.matches("a[href='#content']")
        );
      },
    );
    return {
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      small: tooSmall.map((element) => element.getAttribute("aria-label") ?? element.textContent ?? ""),
    };
  });
  expect(overflow, "pixels that stick out to the right").toBe(0);
  if (page.viewportSize()!.width < 400) expect(small, "targets under 44 px").toEqual([]);
}
