import type { Locator, Page } from "@playwright/test";
import { boardOf, makeCohort, someRequests } from "./seen.ts";

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
    name: "forgot-password",
    path: () => "/forgot-password",
    drawn: (page) => page.getByLabel("Email"),
    open: async (page) => {
      await page.getByLabel("Email").fill("somebody@example.com");
      await page.getByRole("button", { name: "Send me a link" }).click();
      await page.getByText("cairn reset-password").waitFor();
    },
    signedOut: true,
  },
  {
    name: "reset-password",
    path: () => "/reset-password#crs_guessed-token-0123456789",
    drawn: (page) => page.getByLabel("New password"),
    signedOut: true,
  },
  {
    name: "invitation",
    path: async (_, api) => {
      const { link } = await api<{ link: string }>("/invitations", { role: "analyst" });
      return link.replace(/^https?:\/\/[^/]+/, "");
    },
    drawn: (page) => page.getByLabel("Password"),
    signedOut: true,
  },
  {
    name: "account",
    path: () => "/account",
    drawn: (page) => page.locator("[data-session-line=this]"),
    open: async (page) => {
      await page.getByRole("button", { name: "Change the password" }).click();
    },
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
    name: "trends",
    path: (slug) =>
      withQuestion(`/p/${slug}/trends`, {
        kind: "trends",
        range: { from: "-28d" },
        interval: "day",
        series: [
          { event: "$pageview", measure: "persons" },
          {
            event: "purchase",
            measure: "sum",
            property: "amount",
            where: { property: "amount", op: "gt", value: 1 },
          },
        ],
        filter: { property: "$country", op: "in", value: ["DE", "US", "FR"] },
        compare: "previous",
      }),
    drawn: (page) => page.locator("[data-answer=drawn] [data-chart] canvas"),
    open: async (page) => {
      await page.getByText("Why this number?").first().click();
      const folded = page.getByRole("button", { name: "Change the question" });
      if (await folded.isVisible()) await folded.click();
      await page.getByRole("button", { name: "Event: purchase" }).click();
      await page.locator("[data-pick=product_viewed]").waitFor();
    },
  },
  {
    name: "funnels",
    path: (slug) =>
      withQuestion(`/p/${slug}/funnels`, {
        kind: "funnel",
        range: { from: "-28d" },
        steps: [
          { event: "$pageview" },
          { event: "product_viewed" },
          { event: "signed_up" },
          { event: "purchase" },
        ],
        window: { value: 14, unit: "day" },
        exclusions: [{ event: "$exception", from: 0, to: 3 }],
      }),
    drawn: (page) => page.locator("[data-answer=drawn] [data-chart-funnel] [data-step='3']"),
    open: async (page) => {
      await page.getByRole("button", { name: "Compare them" }).click();
      await page.locator("[data-trait], [data-success]").first().waitFor();
      const folded = page.getByRole("button", { name: "Change the question" });
      if (await folded.isVisible()) await folded.click();
      await page.getByRole("button", { name: "Filter", exact: true }).click();
      await page.getByRole("button", { name: "Choose a property" }).click();
      await page.locator("[data-pick]").first().waitFor();
    },
  },
  {
    name: "retention",
    path: (slug) => `/p/${slug}/retention`,
    drawn: (page) => page.locator("[data-chart-heat]"),
    open: async (page) => {
      await page.locator('[data-cell="1:1"]').click();
      await page.keyboard.press("Escape");
      await page.getByText("Why this number?").click();
    },
  },
  {
    name: "retention-curves",
    path: (slug) => `/p/${slug}/retention?view=curves`,
    drawn: (page) => page.locator("[data-chart] canvas"),
  },
  {
    name: "paths",
    path: (slug) => `/p/${slug}/paths`,
    drawn: (page) => page.locator("[data-chart] canvas"),
    open: (page) => page.locator("[data-chart-table] tbody button").first().click(),
  },
  {
    name: "lifecycle",
    path: (slug) => `/p/${slug}/lifecycle`,
    drawn: (page) => page.locator("[data-chart] canvas"),
    open: (page) => page.getByText("Why this number?").click(),
  },
  {
    name: "stickiness",
    path: (slug) => `/p/${slug}/stickiness`,
    drawn: (page) => page.locator("[data-chart] canvas"),
    open: async (page) => {
      await page.getByRole("button", { name: /^Menu of/ }).click();
      await page.getByRole("menuitem", { name: "Show as a table" }).click();
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
    name: "persons",
    path: (slug) => `/p/${slug}/persons`,
    drawn: (page) => page.locator("[data-row]").first(),
    open: async (page) => page.getByLabel("Search persons").fill("visitor"),
  },
  {
    name: "person",
    path: async (slug, api) => {
      const { items } = await api<{ items: { id: string; events: number }[] }>("/persons?limit=100");
      const busiest = items.toSorted((a, b) => b.events - a.events)[0];
      return `/p/${slug}/persons/${busiest?.id}`;
    },
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
  {
    name: "boards",
    path: async (slug, api) => {
      await boardOf(api);
      return `/p/${slug}/boards`;
    },
    drawn: (page) => page.locator("[data-board-row]"),
    open: async (page) => {
      await page
        .getByRole("button", { name: /^Menu of/ })
        .first()
        .click();
    },
  },
  {
    name: "board",
    path: async (slug, api) => `/p/${slug}/boards/${(await boardOf(api)).id}`,
    drawn: (page) => page.locator("[data-tile=visits] canvas"),
    open: async (page) => {
      await page.getByRole("button", { name: "Filter", exact: true }).click();
      await page.getByRole("button", { name: "Menu of Visits" }).first().click();
    },
  },
  {
    name: "shared-board",
    path: async (_, api) => `/shared/${(await boardOf(api)).token}`,
    drawn: (page) => page.locator("[data-tile=visits] canvas"),
  },
  {
    name: "install",
    path: (slug) => `/p/${slug}/install`,
    drawn: (page) => page.locator("[data-recipe]").first(),
  },
  {
    name: "install-recipe",
    path: async (slug, api) => {
      await someRequests(api);
      return `/p/${slug}/install?pick=posthog-js`;
    },
    drawn: (page) => page.locator("[data-arrived]"),
  },
  {
    name: "settings-requests",
    path: async (slug, api) => `/p/${slug}/settings/keys/${await someRequests(api)}`,
    drawn: (page) => page.locator("[data-request]").first(),
    open: async (page) => {
      await page.locator("[data-row-focus]").first().click();
      await page.locator("[data-request-detail]").waitFor();
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
    open: async (page) => {
      await page.getByRole("button", { name: "New write key" }).click();
      await page.getByLabel("Websites").fill("https://shop.example.com");
    },
  },
  {
    name: "settings-privacy",
    path: (slug) => `/p/${slug}/settings/privacy`,
    drawn: (page) => page.getByLabel("Keep events for so many days"),
    open: async (page) => {
      await page.getByLabel("Keep events for so many days").fill("10");
      await page.getByRole("button", { name: "Preview what would go" }).click();
      await page.locator("[data-goes]").first().waitFor();
    },
  },
  {
    name: "settings-members",
    path: (slug) => `/p/${slug}/settings/members`,
    drawn: (page) => page.locator("[data-member]").first(),
    open: async (page) => {
      await page.getByRole("button", { name: "Invite" }).click();
      await page.getByLabel("Role", { exact: true }).waitFor();
    },
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
    name: "settings-mirror",
    path: (slug) => `/p/${slug}/settings/mirror`,
    drawn: (page) => page.getByRole("button", { name: "Save the mirror" }),
  },
  {
    name: "settings-audit",
    path: (slug) => `/p/${slug}/settings/audit`,
    drawn: (page) => page.locator("[data-audit]").first(),
  },
  {
    name: "settings-backups",
    path: (slug) => `/p/${slug}/settings/backups`,
    drawn: (page) => page.getByLabel("Days kept"),
  },
  {
    name: "settings-privacy",
    path: (slug) => `/p/${slug}/settings/privacy`,
    drawn: (page) => page.getByRole("button", { name: "Save consent" }),
    open: async (page) => {
      await page.getByRole("button", { name: "Show what would be stored" }).click();
      await page.locator("[data-preview]").waitFor();
      await page.getByText("Check a receipt").click();
    },
  },
  {
    name: "settings-system",
    path: (slug) => `/p/${slug}/settings/system`,
    drawn: (page) => page.locator("[data-stored]").first(),
  },
  {
    name: "new-project",
    path: () => "/new-project",
    drawn: (page) => page.getByLabel("Project name"),
  },
];

/** The address of an analysis page with its question. */
function withQuestion(path: string, question: object): string {
  return `${path}?q=${encodeURIComponent(JSON.stringify(question))}`;
}
