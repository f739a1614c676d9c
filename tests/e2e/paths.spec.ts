import type { Page } from "@playwright/test";
import { noon } from "./days.ts";
import { expect, signIn, test, type SentEvent } from "./fixtures.ts";

interface Paths {
  nodes: { id: string; name: string; step: number }[];
  links: { from: string; to: string; count: number; medianSeconds: number }[];
}

const host = "https://shop.example.com";

/** One session of a person: a page every so many minutes. */
const visit = (person: string, daysAgo: number, ...pages: [path: string, minute: number][]): SentEvent[] =>
  pages.map(([path, minute]) => ({
    event: "$pageview",
    distinct_id: person,
    timestamp: noon(daysAgo, minute),
    properties: { url: host + path },
  }));

const history = [
  ...visit("ann", 2, ["/", 0], ["/pricing", 1], ["/signup", 5]),
  ...visit("bob", 2, ["/", 0], ["/pricing", 3]),
  ...visit("cid", 1, ["/", 0], ["/help", 2]),
  ...visit("dee", 1, ["/pricing", 0], ["/signup", 2]),
];

const question = { kind: "paths", range: { from: "-7d" }, by: "page", steps: 3 };

const link = (slug: string, asked: object) =>
  `/p/${slug}/paths?q=${encodeURIComponent(JSON.stringify(asked))}`;

/** The table's links: from, to, sessions, median seconds. */
const drawnLinks = (page: Page) =>
  page.locator("[data-chart-table] tbody tr[data-from]").evaluateAll((rows) =>
    rows
      .map((row) => {
        const cells = [...row.querySelectorAll("td")].map((cell) => cell.dataset["value"]);
        return [
          row.getAttribute("data-from"),
          row.getAttribute("data-to"),
          Number(cells[1]),
          Number(cells[2]),
        ];
      })
      .sort((a, b) => String(a).localeCompare(String(b))),
  );

const sorted = (links: Paths["links"]) =>
  links
    .map(({ from, to, count, medianSeconds }) => [from, to, count, medianSeconds])
    .sort((a, b) => String(a).localeCompare(String(b)));

test("The ways are the API's, which are those that were sent", async ({ cairn, page, project }) => {
  await project.send(...history);
  await signIn(page, cairn, link(project.slug, question));
  await expect(page.locator("[data-chart] canvas")).toBeVisible();
  const byHand = [
    [`1_${host}`, `2_${host}/help`, 1, 120],
    [`1_${host}`, `2_${host}/pricing`, 2, 120],
    [`1_${host}/pricing`, `2_${host}/signup`, 1, 120],
    [`2_${host}/pricing`, `3_${host}/signup`, 1, 240],
  ];
  expect(await drawnLinks(page)).toEqual(byHand);
  expect(sorted((await project.api<Paths>("/query", question)).links)).toEqual(byHand);
  // Pages of one host are read by their path.
  await expect(page.locator("[data-chart-table] tbody tr").first()).toContainText("/pricing");
  await expect(page.locator("[data-chart-table]")).not.toContainText(host);

  const strongest = page.locator(`tr[data-from="1_${host}"][data-to="2_${host}/pricing"]`);
  await strongest.getByRole("button", { name: /^2 sessions/ }).click();
  await expect(page.locator("[data-persons-behind]")).toHaveAttribute("data-persons-behind", "2");
  await expect(page.locator("[data-persons-behind]")).toContainText("ann");
  await expect(page.locator("[data-persons-behind]")).toContainText("bob");
});

test("The drawing is walked: start here, pass over, and back along the trail", async ({
  cairn,
  page,
  project,
}) => {
  await project.send(...history);
  await signIn(page, cairn, link(project.slug, question));
  const canvas = page.locator("[data-chart] canvas");
  await expect(canvas).toBeVisible();
  const trail = page.locator("[data-trail] li");
  const press = async (item: string) => {
    // The largest node of the first step stands at the top left.
    await expect(async () => {
      await canvas.click({ position: { x: 8, y: 40 } });
      await expect(page.getByRole("menu")).toBeVisible({ timeout: 500 });
    }).toPass();
    await page.getByRole("menuitem", { name: item }).click();
  };
  await press("Pass over it");
  await expect(page.locator("[data-excluded] button")).toHaveText([host]);
  // Without the front page Ann, Bob and Dee begin at the prices; Bob and Cid have one step and no way.
  await expect.poll(() => drawnLinks(page)).toEqual([[`1_${host}/pricing`, `2_${host}/signup`, 2, 180]]);

  await press("Start here");
  await expect(page.getByLabel("Start at")).toHaveValue(`${host}/pricing`);
  await expect(trail).toHaveText(["All sessions", "without /", "from /pricing"]);
  await trail.getByRole("button", { name: "All sessions" }).click();
  await expect.poll(async () => (await drawnLinks(page)).length).toBe(4);
  await expect(page.locator("[data-excluded]")).toHaveCount(0);
  await expect(page.getByLabel("Start at")).toHaveValue("");
});

test("The table walks by keyboard alone, and lists the persons of a place", async ({
  cairn,
  page,
  project,
}) => {
  await project.send(...history);
  await signIn(page, cairn, link(project.slug, { ...question, start: "/pricing" }));
  await expect.poll(() => drawnLinks(page)).toEqual([[`1_${host}/pricing`, `2_${host}/signup`, 2, 180]]);
  await page
    .locator(`tr[data-from="1_${host}/pricing"]`)
    .getByRole("button", { name: /^\/signup/ })
    .focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu", { name: "/signup, step 2" })).toBeVisible();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-persons-behind] [data-person]")).toHaveCount(2);
});

test("A question is made by hand: groups, ends and least sessions", async ({ cairn, page, project }) => {
  await project.send(
    ...history,
    ...visit("eve", 1, ["/", 0], ["/product/1", 1]),
    ...visit("fay", 1, ["/", 0], ["/product/2", 1]),
  );
  await signIn(page, cairn, link(project.slug, question));
  await page.getByRole("button", { name: "Group", exact: true }).click();
  await page.getByLabel("Pattern").fill("/product/*");
  await page.getByLabel("Name of the group").fill("product");
  await page.getByLabel("Name of the group").press("Enter");
  await page.getByLabel("Least sessions of a way").fill("2");
  await page.getByLabel("Least sessions of a way").press("Enter");
  await expect
    .poll(() => drawnLinks(page))
    .toEqual([
      [`1_${host}`, `2_${host}/pricing`, 2, 120],
      [`1_${host}`, "2_product", 2, 60],
    ]);
  await page.getByLabel("End at").fill("/help");
  await page.getByLabel("End at").press("Enter");
  await expect(page.getByText("No session took such a way in this range.")).toBeVisible();
});
