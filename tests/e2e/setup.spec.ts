import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Locator, Page } from "@playwright/test";
import { Cairn } from "./cairn.ts";
import { expect, expectFitsItsWidth, expectNoAxeFindings, signIn, test } from "./fixtures.ts";

/** Does what a reader does with the curl snippet: pastes it into a shell. */
async function runSnippet(text: string): Promise<void> {
  const { stdout } = await promisify(execFile)("sh", [
    "-c",
    text.replace("curl ", "curl -sS --noproxy '*' "),
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ accepted: 1 });
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error("Tab never came there.");
}

/** Set-up happens once in the life of an instance, so each of these tests starts one. */
const fresh = test.extend<{ empty: Cairn }>({
  empty: async ({}, use) => {
    const cairn = await Cairn.startEmpty();
    await use(cairn);
    await cairn.dispose();
  },
});

fresh("From the printed link to the first event in under two minutes", async ({ empty, page }) => {
  const began = Date.now();
  await page.goto(empty.setupLink);
  await expectNoAxeFindings(page);
  await page.getByLabel("Email").fill("jo@example.com");
  await page.getByLabel("Password", { exact: true }).fill("a-long-enough-password");
  await page.getByLabel("Project name").fill("Acme Storefront");
  await expect(page.getByLabel("Short name in addresses")).toHaveValue("acme-storefront");
  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Berlin");
  await expect(page.getByLabel("Currency")).toHaveValue("EUR");
  await page.getByRole("button", { name: "Create account and project" }).click();

  await expect(page.getByRole("heading", { name: "Your project is ready" })).toBeVisible();
  await expect(page.getByRole("region", { name: "the API key" })).toContainText(/^csk_/);
  await expectNoAxeFindings(page);
  await page.getByRole("button", { name: "I have kept the API key" }).click();

  await expect(page.getByRole("heading", { name: "Something to look at" })).toBeVisible();
  const snippet = page.getByRole("region", { name: "the curl snippet" });
  await expect(snippet).toContainText(`${empty.url}/ingest/events`);
  await expect(page.getByText("Waiting for the first event")).toBeVisible();
  await expectNoAxeFindings(page);
  await runSnippet((await snippet.textContent()) ?? "");
  await expect(page.locator("[data-good]")).toContainText("signed_up by user_1", { timeout: 5_000 });
  await page.getByRole("button", { name: "Open the project" }).click();

  await expect(page).toHaveURL(`${empty.url}/p/acme-storefront`);
  const line = page.getByRole("list", { name: /Live events/ }).getByRole("button", { name: /signed_up/ });
  await expect(line).toBeVisible({ timeout: 5_000 });
  expect(Date.now() - began).toBeLessThan(120_000);

  await expect(page.locator("[data-figure=persons-today]")).toHaveAttribute("data-value", "1");
});

fresh("Set-up needs no mouse", async ({ empty, page }) => {
  await page.goto(empty.setupLink);
  await expect(page.getByLabel("Email")).toBeFocused();
  await page.keyboard.type("jo@example.com");
  await page.keyboard.press("Tab");
  await page.keyboard.type("a-long-enough-password");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("type", "text");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Ärzte & Söhne");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "I have kept the API key" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Waiting for the first event")).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Open the project" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${empty.url}/p/arzte-sohne`);
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
});

fresh("Without the link there is no set-up, and a wrong one says what to do", async ({ empty, page }) => {
  await page.goto(empty.url);
  await expect(page).toHaveURL(`${empty.url}/setup`);
  await expect(page.getByText("Open the link that it printed")).toBeVisible();

  await page.goto(`${empty.url}/setup?token=guessed`);
  await page.getByLabel("Email").fill("jo@example.com");
  await page.getByLabel("Password", { exact: true }).fill("a-long-enough-password");
  await page.getByLabel("Project name").fill("Acme");
  await page.getByRole("button", { name: "Create account and project" }).click();
  await expect(page.getByRole("alert")).toContainText("The link is not valid.");

  await page.goto(empty.setupLink);
  await page.getByLabel("Email").fill("jo@example.com");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByLabel("Project name").fill("Acme");
  await page.getByRole("button", { name: "Create account and project" }).click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("aria-invalid", "true");
});

test("A new project is filled with sample data, with progress, and once more after a cancel", async ({
  cairn,
  page,
}) => {
  const began = Date.now();
  await page.setViewportSize({ width: 360, height: 780 });
  await signIn(page, cairn, "/new-project");
  await page.getByLabel("Project name").fill("Sample Store");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByRole("button", { name: "I have kept the API key" }).click();
  await expectFitsItsWidth(page);

  await page.getByRole("button", { name: "Load sample data" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  const again = page.getByRole("button", { name: "Load sample data" });
  const done = page.locator("[data-good]");
  await expect(again.or(done)).toBeVisible({ timeout: 20_000 });
  if (await again.isVisible()) await again.click();
  await expect(done).toContainText("40,000 events are loaded", { timeout: 40_000 });
  await page.getByRole("button", { name: "Open the project" }).click();

  await expect(page).toHaveURL(`${cairn.url}/p/sample-store`);
  await expect(page.locator("[data-figure=persons-today]")).toBeVisible();
  expect(Date.now() - began).toBeLessThan(120_000);
});
