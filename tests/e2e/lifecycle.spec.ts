import type { Page } from "@playwright/test";
import { midnight, noon } from "./days.ts";
import { expect, signIn, test } from "./fixtures.ts";

interface Lifecycle {
  buckets: { t: string; new: number; returning: number; resurrecting: number; dormant: number }[];
}
interface Stickiness {
  persons: { intervals: number; persons: number }[];
  total: number;
}

const on = (distinct_id: string, ...daysAgo: number[]) =>
  daysAgo.map((days) => ({ event: "opened", distinct_id, timestamp: noon(days) }));

/** Ann came on two days running, Bob came back after a day without him, Cid came once. */
const history = [...on("ann", 3, 2), ...on("bob", 3, 1), ...on("cid", 2)];

const lifecycle = { kind: "lifecycle", range: { from: "-4d" }, interval: "day" };
const stickiness = { kind: "stickiness", range: { from: "-4d" }, interval: "day", selector: { event: null } };

const link = (slug: string, asked: { kind: string }, more = "") =>
  `/p/${slug}/${asked.kind}?q=${encodeURIComponent(JSON.stringify(asked))}${more}`;

/** The numbers of the table's rows, by a data attribute of the row. */
const drawn = (page: Page, key: string) =>
  page
    .locator("[data-chart-table] tbody tr")
    .evaluateAll(
      (rows, name) =>
        rows.map((row) => [
          row.getAttribute(name),
          ...[...row.querySelectorAll("td")].map((cell) => Number(cell.dataset["value"])),
        ]),
      key,
    );

test("Who is new, who stays and who is gone is the API's, and what was worked out by hand", async ({
  cairn,
  page,
  project,
}) => {
  await project.send(...history);
  await signIn(page, cairn, link(project.slug, lifecycle, "&table=true"));
  const byHand = [
    [midnight(3), 2, 0, 0, 0],
    [midnight(2), 1, 1, 0, 1],
    [midnight(1), 0, 0, 1, 2],
    [midnight(0), 0, 0, 0, 1],
  ];
  await expect.poll(() => drawn(page, "data-t")).toEqual(byHand.toReversed());
  const { buckets } = await project.api<Lifecycle>("/query", lifecycle);
  expect(buckets.map((b) => [b.t, b.new, b.returning, b.resurrecting, b.dormant])).toEqual(byHand);
  await expect(page.locator("[data-last-complete]")).toContainText(
    "0 new, 0 returning, 1 resurrecting, 2 dormant",
  );

  await page.getByRole("button", { name: /^2 dormant/ }).click();
  await expect(page.locator("[data-persons-behind]")).toHaveAttribute("data-persons-behind", "2");
  await expect(page.locator("[data-persons-behind]")).toContainText("ann");
  await expect(page.locator("[data-persons-behind]")).toContainText("cid");
});

test("The bars are read by keyboard alone and lead to their persons", async ({ cairn, page, project }) => {
  await project.send(...history);
  await signIn(page, cairn, link(project.slug, lifecycle));
  const chart = page.locator("[data-chart]");
  await expect(chart.locator("canvas")).toBeVisible();
  await chart.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("[data-chart-tip]")).toContainText("so far");
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("[data-chart-tip]")).toHaveText(/New0Returning0Resurrecting1Dormant2$/);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("Resurrecting");
  await expect(page.locator("[data-persons-behind] [data-person]")).toHaveText([/bob/]);
  await page.keyboard.press("Escape");

  const dormant = page.locator("[data-legend] button", { hasText: "Dormant" });
  await dormant.click();
  await expect(dormant).toHaveAttribute("aria-pressed", "false");
});

test("Stickiness takes the question along and counts days", async ({ cairn, page, project }) => {
  await project.send(...history);
  await signIn(page, cairn, link(project.slug, lifecycle));
  await page.getByRole("navigation", { name: "Lifecycle and stickiness" }).getByText("Stickiness").click();
  await expect(page.getByRole("heading", { name: "Stickiness", level: 1 })).toBeVisible();
  await expect(page.locator("[data-stickiness-total]")).toHaveAttribute("data-stickiness-total", "3");
  await page.getByRole("button", { name: /^Menu of/ }).click();
  await page.getByRole("menuitem", { name: "Show as a table" }).click();

  const answer = await project.api<Stickiness>("/query", stickiness);
  expect(answer.persons.map((row) => row.persons)).toEqual([1, 2, 0, 0]);
  const counts = async () =>
    (await drawn(page, "data-intervals")).map(([intervals, persons]) => [intervals, persons]);
  expect(await counts()).toEqual([
    ["1", 1],
    ["2", 2],
    ["3", 0],
    ["4", 0],
  ]);
  await page.getByRole("button", { name: /^2 persons/ }).click();
  await expect(page.locator("[data-persons-behind] [data-person]")).toHaveCount(2);
  await page.keyboard.press("Escape");

  await page.getByRole("radio", { name: "Or more" }).click();
  await expect.poll(counts).toEqual([
    ["1", 3],
    ["2", 2],
    ["3", 0],
    ["4", 0],
  ]);
  await page.getByLabel("Compare with").selectOption("previous");
  await expect(page.getByRole("columnheader", { name: "Before", exact: true })).toBeVisible();
});

test("A project without events and an error say what to do next", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}/lifecycle`);
  await expect(page.getByText("Nobody was active in this range.")).toBeVisible();
  await page.route("**/query", (route) =>
    route.fulfill({
      status: 422,
      contentType: "application/problem+json",
      body: JSON.stringify({
        title: "The question reads too much.",
        detail: "Choose a shorter range.",
        code: "too_much",
      }),
    }),
  );
  await page.getByLabel("Interval").selectOption("week");
  await expect(page.getByRole("alert")).toContainText("Choose a shorter range.");
  await page.unroute("**/query");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Nobody was active in this range.")).toBeVisible();
});
