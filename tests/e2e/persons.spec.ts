import { expect, expectNoAxeFindings, signIn, test, type SentEvent, type TestProject } from "./fixtures.ts";

const at = (clock: string) => `2026-11-18T${clock}Z`;

const event = (
  name: string,
  distinct_id: string,
  timestamp: string,
  more: Partial<SentEvent> = {},
): SentEvent => ({ id: crypto.randomUUID(), event: name, distinct_id, timestamp, ...more });

const page = (path: string) => ({
  properties: { url: `https://shop.example${path}`, $country: "DE", $device_type: "Mobile" },
});

/** Sent and to be read: an event is durable a moment before questions see it. */
async function sendAll(project: TestProject, events: SentEvent[], persons: number): Promise<void> {
  for (let from = 0; from < events.length; from += 500) await project.send(...events.slice(from, from + 500));
  await expect
    .poll(
      async () =>
        (await project.api<{ count: number }>("/cohorts/preview", { definition: { and: [] } })).count,
    )
    .toBe(persons);
}

/**
 * Three persons. Ann came as anon_1 (two pages), signed up (which merges anon_1 into her) and bought a day's half later: two sessions of
 * 120 and 0 s, 3 + $identify + 1 = 5 events. Bob did two things, Cid one.
 */
const story: SentEvent[] = [
  event("$pageview", "anon_1", at("09:00:00"), page("/")),
  event("$pageview", "anon_1", at("09:01:30"), page("/pricing?ref=mail")),
  event("$identify", "ann", at("09:01:45"), { properties: { $anon_distinct_id: "anon_1" } }),
  event("signed_up", "ann", at("09:02:00"), {
    properties: { method: "email" },
    set: { name: "Ann Lee", email: "ann@example.com", plan: "pro" },
  }),
  event("bought", "ann", at("15:00:00"), { properties: { amount: 12.5, product: "A chair" } }),
  event("looked", "bob", at("10:00:00"), { set: { plan: "free" } }),
  event("looked", "bob", at("10:10:00")),
  event("looked", "cid", at("11:00:00")),
];

test("The list shows everybody once, the latest first, and finds them by any property", async ({
  cairn,
  page,
  project,
}) => {
  await sendAll(project, story, 3);
  await signIn(page, cairn, `/p/${project.slug}/persons`);
  const rows = page.locator("[data-row]");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText("Ann Lee");
  await expect(rows.nth(1)).toContainText("cid");
  await expect(rows.nth(2)).toContainText("bob");
  // Worked out by hand, and the same as the API says.
  const { items } = await project.api<{ items: { id: string; events: number }[] }>("/persons");
  expect(items.map((person) => person.events)).toEqual([5, 1, 2]);
  expect(
    await page
      .locator("[data-events]")
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute("data-events")))),
  ).toEqual([5, 1, 2]);
  expect(await rows.evaluateAll((all) => all.map((one) => one.getAttribute("data-row")))).toEqual(
    items.map(({ id }) => id),
  );
  await expect(page.locator("[data-persons]")).toHaveAttribute("data-persons", "3");

  const search = page.getByLabel("Search persons");
  await search.fill("EXAMPLE.com");
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/search=EXAMPLE\.com/);
  await search.fill("anon_");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Ann Lee");
  await search.fill("nobody has this");
  await expect(page.getByRole("heading", { name: "Nobody matches" })).toBeVisible();
  await search.press("Escape");
  await expect(rows).toHaveCount(3);
});

test("By keyboard: search, go down the rows, open a profile, come back", async ({ cairn, page, project }) => {
  await sendAll(project, story, 3);
  await signIn(page, cairn, `/p/${project.slug}/persons`);
  await expect(page.locator("[data-row]")).toHaveCount(3);
  await page.locator("[data-row-focus]").first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("[data-row-focus]").nth(1)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "bob" })).toBeVisible();
  await page.goBack();
  await expect(page.locator("[data-row]")).toHaveCount(3);
});

test("Columns are the reader's choice and stay in the URL", async ({ cairn, page, project }) => {
  await sendAll(project, story, 3);
  await signIn(page, cairn, `/p/${project.slug}/persons`);
  await expect(page.locator("[data-column='property:plan']")).toHaveText(["pro", /not set/, "free"]);
  await page.getByRole("button", { name: /^Columns/ }).click();
  await page.getByRole("checkbox", { name: "email" }).check();
  await page.getByRole("checkbox", { name: "plan" }).uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(page.locator("[data-column='property:email']").first()).toHaveText("ann@example.com");
  await expect(page.locator("[data-column='property:plan']")).toHaveCount(0);
});

test("A long list loads further pages as it is scrolled and draws only what is seen", async ({
  cairn,
  page,
  project,
}) => {
  const many = Array.from({ length: 250 }, (_, index) =>
    event(
      "came",
      `user_${String(index).padStart(3, "0")}`,
      new Date(Date.UTC(2026, 10, 18) + index * 60_000).toISOString(),
    ),
  );
  await sendAll(project, many, 250);
  await signIn(page, cairn, `/p/${project.slug}/persons`);
  await expect(page.locator("[data-row]").first()).toContainText("user_249");
  expect(await page.locator("[data-row]").count()).toBeLessThan(60);
  const scroller = page.locator("[data-scroller]");
  await expect(async () => {
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(page.locator("[data-row]").last()).toContainText("user_000", { timeout: 300 });
  }).toPass();
  await expect(page.getByRole("button", { name: "Load more" })).toHaveCount(0);
  await expect(page.getByRole("table")).toHaveAttribute("aria-rowcount", "251");
});

test("A profile tells who, how much and what, session by session", async ({ cairn, page, project }) => {
  await sendAll(project, story, 3);
  await signIn(page, cairn, `/p/${project.slug}/persons/ann`);
  await expect(page.getByRole("heading", { level: 1, name: "Ann Lee" })).toBeVisible();
  const figure = (id: string) => page.locator(`[data-figure=${id}]`);
  await expect(figure("events")).toHaveAttribute("data-value", "5");
  await expect(figure("sessions")).toHaveAttribute("data-value", "2");
  await expect(figure("pageviews")).toHaveAttribute("data-value", "2");
  await expect(page.locator("[data-distinct-id]")).toHaveText(["anon_1", "ann"]);
  await expect(page.locator("[data-property=plan]")).toContainText("pro");
  await expect(page.locator("[data-top-event='$pageview']")).toHaveAttribute("data-count", "2");

  const sessions = page.locator("[data-session]");
  await expect(sessions).toHaveCount(2);
  await expect(sessions.nth(0).locator("[data-event-count]")).toHaveAttribute("data-event-count", "1");
  await expect(sessions.nth(1).locator("[data-event-count]")).toHaveAttribute("data-event-count", "4");
  await expect(sessions.nth(1).locator("[data-duration]")).toHaveAttribute("data-duration", "120");
  await expect(sessions.nth(1)).toContainText("/ → /pricing");
  await expect(sessions.nth(1)).toContainText("Mobile · DE");
  await sessions.nth(1).getByRole("button").first().click();
  await expect(sessions.nth(1).locator("[data-event]").first()).toContainText("+ 2 min");

  await sessions.nth(0).locator("[data-event=bought] button").click();
  await expect(page.getByRole("definition").filter({ hasText: "A chair" })).toBeVisible();
  await expectNoAxeFindings(page);

  // Every event of one name, from the button and from the menu.
  await page.locator("[data-top-event='$pageview']").click();
  await expect(page).toHaveURL(/event=%24pageview/);
  await expect(page.locator("[data-event='$pageview']")).toHaveCount(2);
  await expect(page.locator("[data-session]")).toHaveCount(0);
  await page.getByRole("button", { name: "Show all events" }).click();
  await expect(page.locator("[data-session]")).toHaveCount(2);
});

test("A merge is taken back, and both persons have their own events again", async ({
  cairn,
  page,
  project,
}) => {
  await sendAll(project, story, 3);
  await signIn(page, cairn, `/p/${project.slug}/persons/ann`);
  const merge = page.locator("[data-merge]");
  await expect(merge).toContainText("anon_1 → ann");
  await merge.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo the merge" }).click();
  await expect(page.locator("[data-figure=events]")).toHaveAttribute("data-value", "3");
  await expect(page.locator("[data-distinct-id]")).toHaveText(["ann"]);
  await page.goto(`${cairn.url}/p/${project.slug}/persons/anon_1`);
  await expect(page.locator("[data-figure=events]")).toHaveAttribute("data-value", "2");
});

test("All of a person's events are saved as a file", async ({ cairn, page, project }) => {
  await sendAll(project, story, 3);
  await signIn(page, cairn, `/p/${project.slug}/persons/ann`);
  await page.getByRole("button", { name: "Export" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /NDJSON/ }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe(`${project.slug}-events.ndjson`);
  const text = await (await import("node:fs/promises")).readFile(await file.path(), "utf8");
  const names = text
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { event: string }).event);
  expect(names.sort()).toEqual(["$identify", "$pageview", "$pageview", "bought", "signed_up"]);
  await expect(page.locator("[data-export=done]")).toHaveAttribute("data-rows", "5");
});

test("Empty, unknown and broken say what to do", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}/persons`);
  await expect(page.getByRole("heading", { name: "No persons yet" })).toBeVisible();
  await page.goto(`${cairn.url}/p/${project.slug}/persons/nobody`);
  await expect(page.getByRole("heading", { name: "Nobody has this id" })).toBeVisible();

  await project.send(...story);
  let away = true;
  await page.route("**/persons?*", (route) =>
    away
      ? route.fulfill({
          status: 422,
          contentType: "application/problem+json",
          json: {
            title: "The question is too large.",
            detail: "Search for more of the name.",
            code: "too_large",
          },
        })
      : route.continue(),
  );
  await page.goto(`${cairn.url}/p/${project.slug}/persons`);
  await expect(page.getByRole("alert")).toContainText("Search for more of the name.");
  away = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("[data-row]")).toHaveCount(3);
});
