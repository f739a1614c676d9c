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
    name: "boards",
    path: async (slug, api) => {
      await boardOf(api);
      return `/p/${slug}/boards`;
    },
    drawn: (page) => page.locator("[data-board-row]"),
    open: async (page) => {
      await page.getByRole("button", { name: /^Menu of/ }).first().click();
    },
  },
  {
    name: "board",
    path: async (slug, api) => `/p/${slug}/boards/${(await boardOf(api)).id}`,
    drawn: (page) => page.locator("[data-tile=visits] canvas"),
    open: async (page) => {
      await page.getByRole("button", { name: "Filter", exact: true }).click();
      await page.getByRole("button", { name: "Menu of Visits" }).click();
    },
  },
  {
    name: "shared-board",
    path: async (_, api) => `/shared/${(await boardOf(api)).token}`,
    drawn: (page) => page.locator("[data-tile=visits] canvas"),
  },
];

interface SeenBoard {
  id: string;
  token: string;
}

const seenBoards = new Map<Ask, SeenBoard>();

/** One board for the tests that only look, with a public link. */
async function boardOf(api: Ask): Promise<SeenBoard> {
  const known = seenBoards.get(api);
  if (known) return known;
  const series = [{ event: "$pageview", measure: "count" }];
  const report = await api<{ id: string }>("/reports", {
    name: "Visits",
    query: { kind: "trends", range: { from: "-28d" }, interval: "day", series },
  });
  const funnel = await api<{ id: string }>("/reports", {
    name: "Sign-up",
    query: {
      kind: "funnel",
      range: { from: "-28d" },
      steps: [{ event: "$pageview" }, { event: "signed_up" }],
      window: { value: 7, unit: "day" },
    },
  });
  const board = await api<{ id: string }>("/boards", {
    name: "Weekly numbers",
    description: "What we look at on Mondays.",
    tiles: [
      { id: "note", kind: "text", text: "# Monday\n**Visits** and sign-ups.", layout: { x: 0, y: 0, w: 4, h: 4 } },
      { id: "visits", kind: "report", reportId: report.id, layout: { x: 4, y: 0, w: 8, h: 4 } },
      { id: "sign-up", kind: "report", reportId: funnel.id, layout: { x: 0, y: 4, w: 6, h: 4 } },
      { id: "number", kind: "report", reportId: report.id, view: "number", layout: { x: 6, y: 4, w: 6, h: 4 } },
    ],
  });
  const { token } = await api<{ token: string }>(`/boards/${board.id}/links`, {});
  const made = { id: board.id, token };
  seenBoards.set(api, made);
  return made;
}
