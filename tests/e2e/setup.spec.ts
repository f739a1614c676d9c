import { Cairn } from "./cairn.ts";
import { expect, expectNoAxeFindings, test } from "./fixtures.ts";

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
  await page.getByRole("button", { name: "Open the project" }).click();

  await expect(page).toHaveURL(`${empty.url}/p/acme-storefront`);
  const snippet = page.getByRole("region", { name: "the curl snippet" });
  await expect(snippet).toContainText(`${empty.url}/ingest/events`);
  const key = /cwk_\w+/.exec((await snippet.textContent()) ?? "")?.[0];
  expect(key).toBeDefined();
  await expect(page.getByText("Waiting for the first event")).toBeVisible();
  await expect(page.locator("[data-live=live]")).toBeVisible();

  await page.getByRole("button", { name: "Send a test event" }).click();
  const line = page.getByRole("list", { name: /Live events/ }).getByRole("button", { name: /test_event/ });
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
  await expect(page.getByRole("button", { name: "Open the project" })).toBeFocused();
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
