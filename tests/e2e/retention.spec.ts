import type { Page } from "@playwright/test";
import { midnight, noon } from "./days.ts";
import { expect, signIn, test, type SentEvent } from "./fixtures.ts";

interface Retention {
  cohorts: { start: string; size: number; counts: (number | null)[] }[];
  overall: { period: number; rate: number | null }[];
}

const at = (event: string, person: string, daysAgo: number, plan?: string): SentEvent => ({
  event,
  distinct_id: person,
  timestamp: noon(daysAgo),
  ...(plan ? { properties: { plan } } : {}),
});

/** Three signed up five days ago, one four days ago; five times somebody came back. */
const history = [
  at("signed_up", "ann", 5, "pro"),
  at("signed_up", "bob", 5, "free"),
  at("signed_up", "cid", 5, "pro"),
  at("signed_up", "dee", 4, "free"),
  at("opened", "ann", 4),
  at("opened", "bob", 4),
  at("opened", "ann", 3),
  at("opened", "dee", 2),
  at("opened", "bob", 0),
];

const question = {
  kind: "retention",
  range: { from: "-7d" },
  start: { event: "signed_up" },
  return: { event: "opened" },
  interval: "day",
  periods: 3,
};

const link = (slug: string, asked: object, view = "") =>
  `/p/${slug}/retention?q=${encodeURIComponent(JSON.stringify(asked))}${view}`;

const drawnCounts = (page: Page, cohort: string) =>
  page
    .locator(`[data-row="${cohort}"] td[data-value]`)
    .evaluateAll((cells) =>
      cells.map((cell) =>
        cell.getAttribute("data-value") === "" ? null : Number(cell.getAttribute("data-value")),
      ),
    );

test("The heat map is the API's, which is what was worked out by hand", async ({ cairn, page, project }) => {
  await project.send(...history);
  await signIn(page, cairn, link(project.slug, question));
  await expect(page.locator("[data-chart-heat]")).toBeVisible();
  await expect(page.locator("[data-retention-persons]")).toHaveAttribute("data-retention-persons", "4");

  const answer = await project.api<Retention>("/query", question);
  for (const cohort of answer.cohorts) expect(await drawnCounts(page, cohort.start)).toEqual(cohort.counts);
  expect(await drawnCounts(page, "overall")).toEqual(answer.overall.map(({ rate }) => rate));

  expect(await drawnCounts(page, midnight(5))).toEqual([3, 2, 1, 0]);
  expect(await drawnCounts(page, midnight(4))).toEqual([1, 0, 1, 0]);
  expect(await drawnCounts(page, midnight(1)), "yesterday's day 1 is today, which is not over").toEqual([
    0,
    null,
    null,
    null,
  ]);
  expect(await drawnCounts(page, "overall")).toEqual([1, 0.5, 0.5, 0]);

  await page.locator(`[data-row="${midnight(5)}"] [data-cell$=":1"]`).click();
  await page.getByRole("menuitem", { name: "1 who did not" }).click();
  await expect(page.locator("[data-persons-behind]")).toHaveAttribute("data-persons-behind", "1");
  await expect(page.locator("[data-persons-behind]")).toContainText("cid");
});

test("A question is made by hand, event by event", async ({ cairn, page, project }) => {
  await project.send(...history);
  await signIn(page, cairn, `/p/${project.slug}/retention`);
  for (const [field, event] of [
    ["/start", "signed_up"],
    ["/return", "opened"],
  ] as const) {
    const row = page.locator(`[data-selector="${field}"]`);
    await row.getByRole("button", { name: "Any event" }).click();
    await page.locator(`[data-pick="${event}"]`).click();
    await expect(row).toContainText(event);
  }
  await page.getByRole("button", { name: "Last 14 days" }).click();
  await page.getByRole("button", { name: "Last 7 days" }).click();
  await page.getByLabel("Number of periods").fill("3");
  await page.getByLabel("Number of periods").press("Enter");
  await expect.poll(() => drawnCounts(page, midnight(5))).toEqual([3, 2, 1, 0]);

  await page.getByRole("radio", { name: "In it or later" }).click();
  // Bob was back on day 5, which was not asked for; Ann's day 3 is over without her.
  await expect.poll(() => drawnCounts(page, midnight(4))).toEqual([1, 1, 1, 0]);
  const later = await project.api<Retention>("/query", { ...question, mode: "on_or_after" });
  expect(later.cohorts.find((cohort) => cohort.start === midnight(4))!.counts).toEqual([1, 1, 1, 0]);

  await page.getByRole("radio", { name: "Of own widths" }).click();
  await page.getByLabel("Widths of the periods").fill("1, 2");
  await page.getByLabel("Widths of the periods").press("Enter");
  await expect(page.getByRole("columnheader", { name: "Days 2–3" })).toBeVisible();
  await expect.poll(() => drawnCounts(page, midnight(5))).toEqual([3, 2, 1]);
});

test("The heat map is read and opened by keyboard alone", async ({ cairn, page, project }) => {
  await project.send(...history);
  await signIn(page, cairn, link(project.slug, question));
  await page.locator('[data-cell="0:0"]').focus();
  // The overall row, then a row per day: six days ago, five days ago.
  for (const key of ["ArrowDown", "ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
  await expect(page.locator(`[data-row="${midnight(5)}"] [data-cell$=":1"]`)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "2 who came back" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-persons-behind] [data-person]")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-persons-behind]")).toBeHidden();
});

test("Breakdowns have heat maps and curves of their own", async ({ cairn, page, project }) => {
  await project.send(...history);
  const split = { ...question, breakdowns: [{ property: "plan" }] };
  await signIn(page, cairn, link(project.slug, split));
  await page.getByLabel("Group", { exact: true }).selectOption({ label: "pro" });
  await expect.poll(() => drawnCounts(page, midnight(5))).toEqual([2, 1, 1, 0]);
  await page.locator(`[data-row="${midnight(5)}"] [data-cell$=":0"]`).click();
  await expect(page.locator("[data-persons-behind] [data-person]")).toHaveCount(2);
  await page.keyboard.press("Escape");

  await page.getByRole("radio", { name: "Curves" }).click();
  await expect(page).toHaveURL(/view=curves/);
  await expect(page.locator("[data-legend] button")).toHaveText(["All cohorts", "free", "pro"]);
  await page.locator("[data-chart] canvas").waitFor();
  await page.locator("[data-chart]").focus();
  await page.keyboard.press("Home");
  await expect(page.locator("[data-chart-tip]")).toContainText("Day 1");
  await expect(page.locator("[data-chart-tip]")).toContainText("50%");
  await page.locator("[data-legend] button", { hasText: "free" }).click();
  await expect(page.locator("[data-legend] button", { hasText: "free" })).toHaveAttribute(
    "aria-pressed",
    "false",
  );
});

test("An empty range and an error say what to do next", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}/retention`);
  await expect(page.getByText("Nobody did the start event in this range.")).toBeVisible();
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
  await page.getByRole("radio", { name: "In it or later" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose a shorter range.");
  await page.unroute("**/query");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Nobody did the start event in this range.")).toBeVisible();
});
