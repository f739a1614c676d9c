import type { Locator, Page } from "@playwright/test";

/** Asks the API of the project that is looked at; with a body it posts. */
export type Ask = <T>(path: string, body?: unknown) => Promise<T>;

/** A page of the app: how to get there and how to know that it is drawn. */
export interface LookedAtPage {
  /** In the report of the looks test, and the name of its screenshot. */
  name: string;
  /** May make or look up what the page shows (a board, a person) first. */
  path: (slug: string, api: Ask) => string | Promise<string>;
  /** In sight as soon as the page has its numbers; skeletons are gone then. */
  drawn: (page: Page) => Locator;
  /** Opens what is closed at first, to be looked at too: a menu, the table, "Why this number?". Not in screenshots. */
  open?: (page: Page) => Promise<void>;
  /** For who is not signed in. */
  signedOut?: true;
}

/**
 * Every page there is. Each is looked at in both themes at 360 and 1440 px (looks.spec.ts) and put into docs/screenshots
 * (screenshots.ts). One entry per page; a page that is missing here is a page that nobody looks at.
 */
export const pages: LookedAtPage[] = [
  {
    name: "sign-in",
    path: () => "/sign-in",
    drawn: (page) => page.getByLabel("Email"),
    signedOut: true,
  },
  {
    name: "overview",
    path: (slug) => `/p/${slug}`,
    drawn: (page) => page.locator("[data-chart] canvas"),
    open: async (page) => {
      await page.locator("[data-event-id] button").first().click();
      await page.getByText("Why this number?").first().click();
      await page.getByRole("button", { name: "Account" }).click();
    },
  },
  {
    name: "live",
    path: (slug) => `/p/${slug}/live`,
    drawn: (page) => page.locator("[data-event-id]"),
    open: async (page) => {
      await page.locator("[data-event-id] button").first().click();
      await page.getByRole("button", { name: "Show as a table" }).click();
    },
  },
  {
    name: "sql",
    path: (slug) =>
      `/p/${slug}/sql?q=${encodeURIComponent(JSON.stringify({ kind: "sql", query: "SELECT event, count() AS events, uniqExact(person_id) AS persons\nFROM events -- everything there is\nWHERE event != 'nothing'\nGROUP BY event\nORDER BY events DESC" }))}`,
    drawn: (page) => page.locator("[data-chart-table] tbody tr"),
    open: async (page) => {
      await page.getByText("Why this number?").first().click();
      await page.getByRole("radio", { name: "Chart" }).click();
      await page.locator("[data-result-chart]").waitFor();
    },
  },
  {
    name: "settings-project",
    path: (slug) => `/p/${slug}/settings/project`,
    drawn: (page) => page.getByLabel("Time zone"),
    open: async (page) => {
      await page.getByRole("button", { name: "Delete", exact: true }).click();
    },
  },
  {
    name: "settings-keys",
    path: (slug) => `/p/${slug}/settings/keys`,
    drawn: (page) => page.locator("[data-keys=api] [data-key]"),
  },
  {
    name: "settings-imports",
    path: (slug) => `/p/${slug}/settings/imports`,
    drawn: (page) => page.getByText("None yet. A file"),
    open: async (page) => {
      await page.locator("input[type=file]").setInputFiles({
        name: "history.csv",
        mimeType: "text/csv",
        buffer: Buffer.from("event,user_id,timestamp\nseen,ann,2026-01-01\nseen,bob,never\n"),
      });
      await page.getByRole("button", { name: "Try it first" }).click();
      await page.locator("[data-preview-rows]").waitFor();
    },
  },
  {
    name: "settings-system",
    path: (slug) => `/p/${slug}/settings/system`,
    drawn: (page) => page.locator("[data-stored]").first(),
  },
];
