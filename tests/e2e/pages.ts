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
    name: "explorer",
    path: (slug) => `/p/${slug}/explorer?range=%7B%22from%22%3A%22-28d%22%7D`,
    drawn: (page) => page.locator("[data-chart] canvas"),
    open: async (page) => {
      await page.locator("[data-row-focus]").first().click();
      await page.getByRole("button", { name: "Filter", exact: true }).click();
      await page.getByRole("button", { name: "Export" }).click();
    },
  },
  {
    name: "persons",
    path: (slug) => `/p/${slug}/persons`,
    drawn: (page) => page.locator("[data-row]").first(),
    open: async (page) => page.getByLabel("Search persons").fill("visitor"),
  },
  {
    name: "person",
    path: (slug) => `/p/${slug}/persons/visitor_0`,
    drawn: (page) => page.locator("[data-session]").first(),
    open: async (page) => page.locator("[data-event-id] button").first().click(),
  },
  {
    name: "cohorts",
    path: async (slug, api) => {
      await makeCohort(api);
      return `/p/${slug}/cohorts`;
    },
    drawn: (page) => page.locator("[data-cohort]").first(),
    open: async (page) => page.getByRole("button", { name: "New cohort" }).click(),
  },
  {
    name: "cohort",
    path: async (slug, api) => {
      await makeCohort(api);
      return `/p/${slug}/cohorts/buyers`;
    },
    drawn: (page) => page.locator("[data-row]").first(),
    open: async (page) => {
      await page.getByRole("button", { name: "Edit" }).click();
      await page.getByRole("button", { name: "Condition" }).first().click();
    },
  },
];

/** A cohort with rules of several kinds, once per project. */
async function makeCohort(api: Ask): Promise<void> {
  const { items } = await api<{ items: unknown[] }>("/cohorts");
  if (items.length > 0) return;
  await api("/cohorts", {
    key: "buyers",
    name: "Buyers of the last weeks",
    definition: {
      and: [
        { did: { event: "purchase" }, lastDays: 28 },
        { or: [{ did: { event: "signed_up" } }, { property: "plan", op: "is_set" }] },
      ],
    },
  });
}
