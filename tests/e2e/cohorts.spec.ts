import type { Page } from "@playwright/test";
import { expect, expectNoAxeFindings, signIn, test, type SentEvent, type TestProject } from "./fixtures.ts";

const daysAgo = (days: number, seconds = 0) =>
  new Date(Date.now() - days * 86_400_000 - 3_600_000 + seconds * 1_000).toISOString();

const event = (
  name: string,
  distinct_id: string,
  timestamp: string,
  more: Partial<SentEvent> = {},
): SentEvent => ({ id: crypto.randomUUID(), event: name, distinct_id, timestamp, ...more });

/**
 * Ann bought twice (10 and 90), Bob once (50), Cid looked and bought an hour later, Dee only looked, Eve bought 60 days ago. Ann and
 * Dee are on the plan pro. Bought twice: Ann. Bought in 30 days: Ann, Bob, Cid. Looked but did not buy: Dee.
 */
const story = () => [
  event("bought", "ann", daysAgo(2), { properties: { amount: 10 }, set: { plan: "pro" } }),
  event("bought", "ann", daysAgo(1), { properties: { amount: 90 } }),
  event("bought", "bob", daysAgo(3), { properties: { amount: 50 }, set: { plan: "free" } }),
  event("looked", "cid", daysAgo(1)),
  event("bought", "cid", daysAgo(1, 1_800), { properties: { amount: 5 } }),
  event("looked", "dee", daysAgo(1), { set: { plan: "pro" } }),
  event("bought", "eve", daysAgo(60), { properties: { amount: 70 } }),
];

async function sendStory(project: TestProject): Promise<void> {
  await project.send(...story());
  await expect.poll(() => size(project, { and: [] })).toBe(5);
}

const size = async (project: TestProject, definition: unknown) =>
  (await project.api<{ count: number }>("/cohorts/preview", { definition })).count;

const expectPreview = (page: Page, count: number) =>
  expect(page.locator("[data-preview]")).toHaveAttribute("data-preview", String(count));

const rule = (page: Page, index: number) => page.locator("[data-rule]").nth(index);

async function pickEvent(
  page: Page,
  within: ReturnType<Page["locator"]>,
  name: string,
  label = "Choose an event",
) {
  await within.getByRole("button", { name: label, exact: true }).click();
  await page.locator(`[data-pick="${name}"]`).first().click();
}

async function add(page: Page, what: string) {
  await page.getByRole("button", { name: "Condition" }).last().click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}

test("A cohort is made by hand, its size follows every change, and its members are those of the API", async ({
  cairn,
  page,
  project,
}) => {
  await sendStory(project);
  await signIn(page, cairn, `/p/${project.slug}/cohorts`);
  await page.getByRole("button", { name: "New cohort" }).click();
  await page.getByRole("menuitem", { name: "By rules" }).click();
  await page.getByLabel("Name").fill("Loyal");

  await pickEvent(page, rule(page, 0), "bought");
  await expectPreview(page, 3);
  await rule(page, 0).getByLabel("Times").fill("2");
  await expectPreview(page, 1);
  await rule(page, 0).getByLabel("When").selectOption("ever");
  await rule(page, 0).getByLabel("Times").fill("1");
  await expectPreview(page, 4);
  await rule(page, 0).getByLabel("How often").selectOption("exactly");
  await expectPreview(page, 3);

  // Any of: exactly once ever (Bob, Cid, Eve), or on the plan pro (Ann, Dee).
  await add(page, "Has a property");
  await rule(page, 1).getByRole("button", { name: "Choose a property" }).click();
  await page.locator("[data-pick=plan]").click();
  await rule(page, 1).getByRole("button", { name: /value/i }).click();
  await page.locator("[data-pick=pro]").click();
  await page.keyboard.press("Escape");
  await expectPreview(page, 0);
  await page.getByLabel("All or any").first().selectOption("any");
  await expectPreview(page, 5);
  await rule(page, 0).getByRole("button", { name: "Turn into its opposite" }).click();
  await expectPreview(page, 2);
  await expectNoAxeFindings(page);
  await page.getByRole("button", { name: "Make the cohort" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Loyal" })).toBeVisible();
  await expect(page.locator("[data-size]")).toHaveAttribute("data-size", "2");
  const saved = await project.api<{ definition: unknown }>("/cohorts/loyal");
  expect(saved.definition).toEqual({
    or: [
      { not: { did: { event: "bought" }, exactly: 1 } },
      { property: "plan", scope: "person", op: "eq", value: "pro" },
    ],
  });
  const { items } = await project.api<{ items: { personId: string }[] }>("/cohorts/loyal/persons");
  const rows = page.locator("[data-row]");
  expect(await rows.evaluateAll((all) => all.map((one) => one.getAttribute("data-row")))).toEqual(
    items.map(({ personId }) => personId),
  );
  await expect(page.locator("[data-definition]")).toContainText(
    "not (did bought exactly once) or person’s plan is pro",
  );
  await rows.filter({ hasText: "ann" }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "ann" })).toBeVisible();
  await expect(page.locator("[data-in-cohort]")).toHaveText(["Loyal"]);
});

test("Sequences, first times and what was not done come out as the definition says", async ({
  cairn,
  page,
  project,
}) => {
  await sendStory(project);
  await signIn(page, cairn, `/p/${project.slug}/cohorts?make=rules`);
  await page.getByLabel("Name").fill("Forms");
  await rule(page, 0).getByLabel("What they did").selectOption("sequence");
  await pickEvent(page, rule(page, 0), "looked");
  await pickEvent(page, rule(page, 0), "bought", "Choose the later event");
  await expectPreview(page, 1);
  await rule(page, 0).getByLabel("Unit of the window").selectOption("minute");
  await expectPreview(page, 0);
  await rule(page, 0).getByLabel("Window", { exact: true }).fill("30");
  await expectPreview(page, 1);
  await rule(page, 0).getByLabel("What they did").selectOption("didNot");
  await expectPreview(page, 3);
  await rule(page, 0).getByLabel("What they did").selectOption("firstDid");
  await expectPreview(page, 2);

  // Conditions on the event itself: bought for more than 40 in the last 30 days are Ann and Bob.
  await rule(page, 0).getByRole("button", { name: "Remove this condition" }).click();
  await add(page, "Did an event");
  await pickEvent(page, rule(page, 0), "bought");
  await rule(page, 0).getByRole("button", { name: "Conditions for bought" }).click();
  await rule(page, 0).getByRole("button", { name: "Choose a property" }).click();
  await page.locator("[data-pick=amount]").click();
  await rule(page, 0).getByLabel("Value", { exact: true }).fill("40");
  await page.keyboard.press("Enter");
  await expectPreview(page, 2);

  // An unfinished condition is not counted, and not saved in silence.
  await add(page, "Did an event");
  await expect(page.getByText("One condition is not finished and not counted.")).toBeVisible();
  await expectPreview(page, 2);
  await page.getByRole("button", { name: "Make the cohort" }).click();
  await expect(page.getByRole("alert")).toContainText("Finish the marked conditions");
  await rule(page, 1).getByRole("button", { name: "Remove this condition" }).click();
  await page.getByRole("button", { name: "Make the cohort" }).click();
  await expect(page.locator("[data-size]")).toHaveAttribute("data-size", "2");
  expect((await project.api<{ definition: unknown }>("/cohorts/forms")).definition).toEqual({
    and: [{ did: { event: "bought", where: { property: "amount", op: "gt", value: 40 } }, lastDays: 30 }],
  });
});

test("A change asks anew and ends the question before it", async ({ cairn, page, project }) => {
  await sendStory(project);
  await signIn(page, cairn, `/p/${project.slug}/cohorts?make=rules`);
  await pickEvent(page, rule(page, 0), "bought");
  await expectPreview(page, 3);
  let held = 0;
  await page.route("**/cohorts/preview", (route) => {
    if (route.request().postData()?.includes('"lastDays":77')) held++;
    else void route.continue();
  });
  await rule(page, 0).getByLabel("Days").fill("77");
  await expect.poll(() => held).toBe(1);
  const ended = page.waitForEvent("requestfailed");
  await rule(page, 0).getByLabel("Days").fill("365");
  expect((await ended).postData()).toContain('"lastDays":77');
  await expectPreview(page, 4);
});

test("A list is pasted, told about and changed, and unknown ids are named", async ({
  cairn,
  page,
  project,
}) => {
  await sendStory(project);
  await signIn(page, cairn, `/p/${project.slug}/cohorts?make=list`);
  await page.getByLabel("Name").fill("Testers");
  await page.getByLabel("Distinct ids", { exact: true }).fill('distinct_id,why\nann,"likes, it"\nbob,new');
  await expect(page.getByText("3 lines.")).toBeVisible();
  await page.getByRole("button", { name: "Make the list" }).click();
  await expect(page.locator("[data-size]")).toHaveAttribute("data-size", "2");
  await expect(page.locator("[data-row]")).toHaveCount(2);

  await page.getByRole("radio", { name: "The list" }).click();
  await page.getByLabel("File with distinct ids").setInputFiles({
    name: "more.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("cid\nzoe\n"),
  });
  await expect(page.getByText("2 lines from more.csv.")).toBeVisible();
  await page.getByRole("button", { name: "Add to the list" }).click();
  const upload = page.locator("[data-upload]");
  await expect(upload).toHaveAttribute("data-total", "4");
  await expect(upload).toHaveAttribute("data-unknown", "1");
  await expect(page.getByText(/belongs to nobody yet: zoe/)).toBeVisible();
  await expect(page.locator("[data-row]")).toHaveCount(4);
  await expect(page.locator("[data-size]")).toHaveAttribute("data-size", "3");
});

test("A cohort that another one names is not deleted; duplicating, renaming and deleting work", async ({
  cairn,
  page,
  project,
}) => {
  await sendStory(project);
  await project.api("/cohorts", { name: "Buyers", definition: { did: { event: "bought" } } });
  await project.api("/cohorts", { name: "Others", definition: { and: [{ cohort: "buyers", in: false }] } });
  await signIn(page, cairn, `/p/${project.slug}/cohorts`);
  const row = (key: string) => page.locator(`[data-row="${key}"]`);
  await expect(row("buyers")).toContainText("did bought");
  await expect(row("buyers")).toContainText("1 cohort");
  const menu = async (name: string, what: string) => {
    await page.getByRole("button", { name: `More for ${name}` }).click();
    await page.getByRole("menuitem", { name: what }).click();
  };
  await menu("Buyers", "Count now");
  await expect(row("buyers").locator("[data-count]")).toHaveAttribute("data-count", "4");
  await menu("Buyers", "Delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText('Change these first: "others"');
  await page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();

  await menu("Buyers", "Duplicate");
  await expect(page.getByLabel("Name")).toHaveValue("Buyers (copy)");
  await page.getByLabel("Name").fill("Customers");
  await page.getByRole("button", { name: "Make the cohort" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  await expect(page.locator("[data-size]")).toHaveAttribute("data-size", "4");

  // With a filter and with a breakdown by it, trends ask what the links say.
  const link = page.getByRole("link", { name: "Compare in and not in" });
  expect(decodeURIComponent((await link.getAttribute("href"))!)).toContain(
    '"property":"customers","scope":"cohort"',
  );
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Name").fill("Clients");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible();
  await page.getByRole("button", { name: "More for Clients" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.locator("[data-row]")).toHaveCount(2);
});

test("By keyboard a cohort is made, and what is missing or broken is said", async ({
  cairn,
  page,
  project,
}) => {
  await sendStory(project);
  await signIn(page, cairn, `/p/${project.slug}/cohorts`);
  await expect(page.getByRole("heading", { name: "No cohorts yet" })).toBeVisible();
  await page.getByRole("button", { name: "New cohort" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Name")).toBeVisible();
  await rule(page, 0).getByRole("button", { name: "Choose an event" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("boug");
  await expect(page.locator("[data-pick=bought]").first()).toBeVisible();
  // The words that were typed can be chosen too: they may have been all there was until the list came.
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expectPreview(page, 3);
  const save = page.getByRole("button", { name: "Make the cohort" });
  await save.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Give it a name.")).toBeVisible();
  await page.getByLabel("Name").focus();
  await page.keyboard.type("Äpfel 1");
  await page.route("**/cohorts", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({
          status: 409,
          contentType: "application/problem+json",
          json: { title: "Another cohort has this key.", detail: "Choose another name.", code: "key_taken" },
        })
      : route.continue(),
  );
  await save.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("Choose another name.");
  await page.unroute("**/cohorts");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Äpfel 1" })).toBeVisible();
  await page.goto(`${cairn.url}/p/${project.slug}/cohorts/none`);
  await expect(page.getByRole("heading", { name: "There is no such cohort" })).toBeVisible();
});
