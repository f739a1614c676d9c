import { expect, signIn, test } from "./fixtures.ts";

interface Keys {
  items: {
    name: string;
    kind: string;
    origins: string[] | null;
    events: string[] | null;
    key: string | null;
  }[];
}

test("A write key is bound to a website and to events, and loosened again", async ({
  cairn,
  page,
  project,
}) => {
  const keyOf = async (name: string) =>
    (await project.api<Keys>("/keys")).items.find((key) => key.name === name);
  const sendFrom = async (origin: string) => {
    const key = (await keyOf("Shop"))?.key;
    const answer = await fetch(`${cairn.url}/ingest/events`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json", Origin: origin },
      body: JSON.stringify({ event: "checkout_paid", distinct_id: "ann" }),
    });
    return answer.status;
  };
  await signIn(page, cairn, `/p/${project.slug}/settings/keys`);
  await page.getByRole("button", { name: "New write key" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Shop");
  await page.getByLabel("Websites").fill("shop.example.com");
  await page.getByLabel("Events", { exact: true }).fill("$pageview\ncheckout_*");
  await page.getByRole("button", { name: "Make the key" }).click();
  await expect(page.getByText("This is no origin.")).toBeVisible();
  await page.getByLabel("Websites").fill("https://shop.example.com");
  await page.getByRole("button", { name: "Make the key" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  const row = page.locator("[data-keys=write] [data-key]", { hasText: "Shop" });
  await expect(row).toContainText("From https://shop.example.com");
  await expect(row).toContainText("Sends $pageview, checkout_*");
  expect(await sendFrom("https://evil.example.com")).toBe(403);
  expect(await sendFrom("https://shop.example.com")).toBe(200);

  await row.getByRole("button", { name: "Menu of Shop" }).click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  await page.getByLabel("Websites").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(row).not.toContainText("From https");
  expect((await keyOf("Shop"))?.events).toEqual(["$pageview", "checkout_*"]);
  expect(await sendFrom("https://evil.example.com")).toBe(200);
});

test("A key is rotated: both open until the old one ends", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}/settings/keys`);
  await page.getByRole("button", { name: "New service key" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Billing");
  await page.getByRole("button", { name: "Make the key" }).click();
  const code = page.getByRole("region", { name: "the key Billing" });
  const first = await code.textContent();
  expect(first).toMatch(/^csk_service_/);
  await page.getByRole("button", { name: "Done" }).click();

  const rows = page.locator("[data-keys=service] [data-key]");
  await rows.getByRole("button", { name: "Menu of Billing" }).click();
  await page.getByRole("menuitem", { name: "Rotate" }).click();
  await page.getByLabel("The old key").selectOption({ label: "goes on for 3 days" });
  await page.getByRole("button", { name: "Make the successor" }).click();
  const second = await code.textContent();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "replaced, ends in" })).toHaveCount(1);
  for (const key of [first, second]) {
    const answer = await fetch(`${cairn.url}/ingest/events`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body: JSON.stringify({ event: "charged", distinct_id: "ann" }),
    });
    expect(answer.status).toBe(200);
  }
});

test("A project is archived and taken up again", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}/settings/project`);
  await page.getByRole("button", { name: "Archive", exact: true }).click();
  await expect(page.getByRole("heading", { name: "The project is archived" })).toBeVisible();
  await page.getByRole("button", { name: /^Project:/ }).click();
  await expect(page.getByText("Archived", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Take it up again" }).click();
  await expect(page.getByRole("heading", { name: "Archive the project" })).toBeVisible();
});

test("A project is deleted only when its short name is typed, and comes back", async ({
  cairn,
  page,
  project,
}) => {
  await signIn(page, cairn, `/p/${project.slug}/settings/project`);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const last = dialog.getByRole("button", { name: "Delete", exact: true });
  await expect(last).toBeDisabled();
  await page.getByLabel(`Type ${project.slug} to confirm`).fill("something else");
  await expect(last).toBeDisabled();
  await page.getByLabel(`Type ${project.slug} to confirm`).fill(project.slug);
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(new RegExp(project.slug));
  await expect(project.api("")).rejects.toThrow(/404/);

  await page.goto(`${cairn.url}/new-project`);
  const row = page.locator(`[data-deleted="${project.slug}"]`);
  await expect(row).toContainText(/erased in (7 d|6 d 23 h)/);
  await row.getByRole("button", { name: /^Restore/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
  await expect(row).toHaveCount(0);
  expect(await project.api<{ slug: string }>("")).toMatchObject({ slug: project.slug });
});
