import { expect, signIn, test, type TestProject } from "./fixtures.ts";

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day).toISOString();

/** Events of two names, both of this month and older. */
async function fill(project: TestProject) {
  await project.send(
    { event: "look", distinct_id: "ada", timestamp: ago(1) },
    { event: "look", distinct_id: "ada", timestamp: ago(40) },
    { event: "look", distinct_id: "bert", timestamp: ago(50) },
    { event: "buy", distinct_id: "bert", timestamp: ago(60) },
    { event: "buy", distinct_id: "ada", timestamp: ago(3) },
  );
  await expect.poll(async () => (await project.api<{ items: unknown[] }>("/events")).items.length).toBe(5);
}

test("Rules are looked at before they are saved, and can be taken back", async ({ cairn, page, project }) => {
  await fill(project);
  await signIn(page, cairn, `/p/${project.slug}/settings/privacy`);

  const days = page.getByLabel("Keep events for so many days");
  await days.fill("0");
  await expect(page.getByText("A whole number from 1 to 36,500")).toBeVisible();
  await expect(page.getByRole("button", { name: "Preview what would go" })).toBeDisabled();
  await days.fill("30");
  await page.getByRole("button", { name: "Add an event" }).click();
  await page.getByRole("button", { name: "Choose an event" }).click();
  await page.locator("[data-pick=buy]").click();
  await page.getByLabel("Archive to Parquet files").check();

  await page.getByRole("button", { name: "Preview what would go" }).click();
  await expect(page.locator("[data-preview-events='2']")).toBeVisible();
  await expect(page.locator("[data-goes=look]")).toContainText("2");
  await expect(page.locator("[data-goes=buy]")).toHaveCount(0);

  await page.getByRole("button", { name: /^Save these rules, delete from tomorrow/ }).click();
  await expect(page.getByText("The rules are saved.")).toBeVisible();
  await expect(page.getByText("Nothing is deleted before")).toBeVisible();
  await expect(page.getByText("The rules have not run yet.")).toBeVisible();
  expect(await project.api("/privacy/retention")).toMatchObject({
    keepDays: 30,
    archive: true,
    events: [{ event: "buy", keepDays: null }],
  });

  await page.reload();
  await expect(days).toHaveValue("30");
  await page.getByRole("button", { name: "Take the rules back" }).click();
  await expect(days).toHaveValue("");
  await expect(page.getByRole("button", { name: "Take the rules back" })).toHaveCount(0);
  expect(await project.api("/privacy/retention")).toMatchObject({
    keepDays: null,
    events: [],
    nextRun: null,
  });
});

test("A changed rule is looked at again", async ({ cairn, page, project }) => {
  await fill(project);
  await signIn(page, cairn, `/p/${project.slug}/settings/privacy`);

  const days = page.getByLabel("Keep events for so many days");
  await days.fill("45");
  await page.getByRole("button", { name: "Preview what would go" }).click();
  await expect(page.locator("[data-preview-events='2']")).toBeVisible();
  await days.fill("10");
  await expect(page.locator("[data-preview-events]")).toHaveCount(0);
  await page.getByRole("button", { name: "Preview what would go" }).click();
  await expect(page.locator("[data-preview-events='3']")).toBeVisible();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(days).toHaveValue("");
});
