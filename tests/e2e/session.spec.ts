import { owner } from "./cairn.ts";
import { expect, signIn, test } from "./fixtures.ts";

test("A wrong password says so and keeps the address typed", async ({ cairn, page }) => {
  await page.goto(`${cairn.url}/sign-in`);
  await page.getByLabel("Email").fill(owner.email);
  await page.getByLabel("Password").fill("not-this-one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("password is wrong");
  await expect(page.getByLabel("Email")).toHaveValue(owner.email);
});

test("Signing in leads to the page that was asked for, signing out away from it", async ({
  cairn,
  page,
  project,
}) => {
  const path = `/p/${project.slug}?measure=events`;
  await signIn(page, cairn, path);
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();

  await page.getByRole("button", { name: "Account" }).click();
  await expect(page.getByRole("menu")).toContainText(owner.email);
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);

  await page.goto(cairn.url + path);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test("A link from elsewhere cannot send the signed-in reader elsewhere", async ({ cairn, page }) => {
  await page.goto(`${cairn.url}/sign-in?next=//evil.example`);
  await page.getByLabel("Email").fill(owner.email);
  await page.getByLabel("Password").fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(new RegExp(`^${cairn.url}/p/`));
});

test("A project that does not exist is said to be nothing", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}`);
  await page.goto(`${cairn.url}/p/no-such-project`);
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
});
