import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, expectNoAxeFindings, signIn, test, type SentEvent, type TestProject } from "./fixtures.ts";

const daysAgo = (days: number, minute = 0) =>
  new Date(Date.now() - days * 86_400_000 - (60 - minute) * 60_000).toISOString();

const event = (
  name: string,
  distinct_id: string,
  timestamp: string,
  properties: Record<string, unknown> = {},
): SentEvent => ({ id: crypto.randomUUID(), event: name, distinct_id, timestamp, properties });

/** Ten of the last seven days (6 orders of 10..60, 3 looks, one $identify), and one order of twenty days ago. */
const story = () => [
  ...[10, 20, 30, 40, 50, 60].map((amount, index) =>
    event("ordered", index % 2 ? "bob" : "ann", daysAgo(index % 3, index), {
      amount,
      plan: index < 4 ? "pro" : "free",
      cart: { items: index },
    }),
  ),
  ...[1, 2, 3].map((minute) =>
    event("looked", "cid", daysAgo(0, minute + 20), { url: "https://x.example/a" }),
  ),
  event("$identify", "ann", daysAgo(1, 50), { $anon_distinct_id: "anon_1" }),
  event("ordered", "ann", daysAgo(20), { amount: 5, plan: "free" }),
];

async function sendAll(project: TestProject, events: SentEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += 500) await project.send(...events.slice(from, from + 500));
  await expect
    .poll(async () => {
      const { items } = await project.api<{ items: unknown[] }>("/events?limit=1000");
      return items.length;
    })
    .toBe(events.length);
}

const rows = (page: Page) => page.locator("[data-row]");
const expectMatches = (page: Page, count: number) =>
  expect(page.locator("[data-matches]")).toHaveAttribute("data-matches", String(count));

test("The list and the count over time say the same, for every choice", async ({ cairn, page, project }) => {
  await sendAll(project, story());
  await signIn(page, cairn, `/p/${project.slug}/explorer`);
  await expect(rows(page)).toHaveCount(10);
  await expectMatches(page, 10);
  const { items } = await project.api<{ items: { id: string }[] }>("/events?from=-7d");
  expect(await rows(page).evaluateAll((all) => all.map((one) => one.getAttribute("data-row")))).toEqual(
    items.map(({ id }) => id),
  );

  await page.getByRole("button", { name: "Event: Any event" }).click();
  await page.locator("[data-pick=ordered]").first().click();
  await expectMatches(page, 6);
  await expect(rows(page)).toHaveCount(6);
  await page.getByRole("button", { name: "Date range: Last 7 days" }).click();
  await page.getByRole("button", { name: "Last 30 days" }).click();
  await expectMatches(page, 7);
  await expect(rows(page)).toHaveCount(7);

  // A filter made by hand: amount greater than 30 leaves 40, 50 and 60.
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("button", { name: "Choose a property" }).click();
  await page.locator("[data-pick=amount]").click();
  await page.getByLabel("Value", { exact: true }).fill("30");
  await page.keyboard.press("Enter");
  await expectMatches(page, 3);
  await expect(rows(page)).toHaveCount(3);
  // The URL is the page.
  await page.reload();
  await expectMatches(page, 3);
  await expect(rows(page)).toHaveCount(3);
});

test("Columns are properties that the reader chooses; a row opens to all that it carries", async ({
  cairn,
  page,
  project,
}) => {
  await sendAll(project, story());
  await signIn(page, cairn, `/p/${project.slug}/explorer`);
  await page.getByRole("button", { name: /^Columns/ }).click();
  await page.getByRole("checkbox", { name: "amount" }).check();
  await page.getByRole("checkbox", { name: "plan" }).check();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(
    page.locator("[data-row]", { hasText: "ordered" }).first().locator("[data-column='property:amount']"),
  ).toHaveText(/^\d0$/);
  await expect(
    page.locator("[data-row]", { hasText: "looked" }).first().locator("[data-column='property:plan']"),
  ).toContainText("not set");

  const order = page.locator("[data-row]", { hasText: "ordered" }).first();
  await order.locator("[data-row-focus]").click();
  await expect(order.getByRole("definition").filter({ hasText: /^\{"items":\d\}$/ })).toBeVisible();
  await order.getByRole("radio", { name: "JSON" }).click();
  const shown = JSON.parse(await order.getByRole("region", { name: "the event as JSON" }).innerText()) as {
    id: string;
  };
  expect(shown).toEqual(await project.api(`/events/${shown.id}`));
  await expectNoAxeFindings(page);
  await order.getByRole("button", { name: "Only ordered" }).click();
  await expectMatches(page, 6);
  await page.goBack();
  await expectMatches(page, 10);
  await page.locator("[data-row]", { hasText: "looked" }).first().locator("[data-row-focus]").click();
  await page.getByRole("link", { name: "Person’s profile" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "cid" })).toBeVisible();
});

test("By keyboard: down the rows, open one, close it", async ({ cairn, page, project }) => {
  await sendAll(project, story());
  await signIn(page, cairn, `/p/${project.slug}/explorer`);
  await page.locator("[data-row-focus]").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(rows(page).nth(1).locator("[data-event-detail]")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-event-detail]")).toHaveCount(0);
});

test("Thousands of events are there by scrolling, and only those in sight are drawn", async ({
  cairn,
  page,
  project,
}) => {
  const many = Array.from({ length: 450 }, (_, index) =>
    event("step", "ann", new Date(Date.now() - (450 - index) * 1_000).toISOString(), { number: index }),
  );
  await sendAll(project, many);
  await signIn(
    page,
    cairn,
    `/p/${project.slug}/explorer?columns=["number"]`
      .replaceAll('"', "%22")
      .replace("[", "%5B")
      .replace("]", "%5D"),
  );
  await expectMatches(page, 450);
  const numbers = page.locator("[data-column='property:number']");
  await expect(numbers.first()).toHaveText("449");
  expect(await rows(page).count()).toBeLessThan(60);
  await expect(async () => {
    await page.locator("[data-scroller]").evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(numbers.last()).toHaveText("0", { timeout: 300 });
  }).toPass();
});

test("What matches is saved as a file, and a long export can be ended", async ({ cairn, page, project }) => {
  await sendAll(project, story());
  await signIn(page, cairn, `/p/${project.slug}/explorer`);
  await page.getByRole("button", { name: "Event: Any event" }).click();
  await page.locator("[data-pick=ordered]").first().click();
  await expectMatches(page, 6);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /CSV/ }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe(`${project.slug}-events.csv`);
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\n");
  expect(lines).toHaveLength(1 + 6);
  await expect(page.locator("[data-export=done]")).toHaveAttribute("data-rows", "6");

  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  await page.route("**/export/events?*", () => asked());
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /Parquet/ }).click();
  await isAsked;
  await expect(page.locator("[data-export=running]")).toBeVisible();
  const ended = page.waitForEvent("requestfailed");
  await page.getByRole("button", { name: "Cancel" }).click();
  expect((await ended).url()).toContain("format=parquet");
  await expect(page.locator("[data-export]")).toHaveCount(0);
});

test("Nothing found, nothing there and nothing answered say what to do", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}/explorer`);
  await expect(page.getByRole("heading", { name: "No events in this time" })).toBeVisible();
  await page.goto(`${cairn.url}/p/${project.slug}/explorer?event=never`);
  await expect(page.getByRole("heading", { name: "No event matches" })).toBeVisible();
  let away = true;
  await page.route("**/events?*", (route) =>
    away
      ? route.fulfill({
          status: 422,
          contentType: "application/problem+json",
          json: { title: "The question is too large.", detail: "Ask for a shorter time.", code: "too_large" },
        })
      : route.continue(),
  );
  await page.goto(`${cairn.url}/p/${project.slug}/explorer`);
  await expect(page.getByRole("alert").first()).toContainText("Ask for a shorter time.");
  away = false;
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(page.getByRole("heading", { name: "No events in this time" })).toBeVisible();
});
