import { expect, signIn, test } from "./fixtures.ts";

test("The audit log says who did what, and is filtered by what, who and which", async ({
  cairn,
  page,
  project,
}) => {
  await project.api("/keys", { kind: "api", name: "Warehouse", role: "viewer" });
  await project.api("/keys", { kind: "write", name: "Shop" });
  await signIn(page, cairn, `/p/${project.slug}/settings/audit`);

  const lines = page.locator("[data-audit]");
  await expect(lines).toHaveCount(3);
  await expect(lines.nth(0)).toContainText("Key created · Shop");
  await expect(lines.nth(1)).toContainText("role: viewer");
  await expect(lines.nth(2)).toContainText("Project created");

  await page.getByLabel("What was done").selectOption("Keys");
  await expect(lines).toHaveCount(2);
  await expect(page).toHaveURL(/what=key/);
  await page.getByLabel("To what").fill("w_rehouse");
  await expect(page.getByText("Nothing that was done fits.")).toBeVisible();
  await page.getByLabel("To what").fill("ware");
  await expect(lines).toHaveCount(1);
  await expect(lines).toContainText("Warehouse");

  await page.reload();
  await expect(lines).toHaveCount(1);
  await page.getByLabel("Who did it").fill("nobody@example.com");
  await expect(lines).toHaveCount(0);
});

test("A log that cannot be read says why and tries again", async ({ cairn, page, project }) => {
  await page.route("**/api/**/audit*", (route) =>
    route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      body: JSON.stringify({
        status: 503,
        code: "unavailable",
        title: "PostgreSQL is away.",
        detail: "Try again.",
      }),
    }),
  );
  await signIn(page, cairn, `/p/${project.slug}/settings/audit`);
  await expect(page.getByText("PostgreSQL is away.")).toBeVisible();
  await page.unroute("**/api/**/audit*");
  await page.getByRole("button", { name: /again/i }).click();
  await expect(page.locator("[data-audit]")).toHaveCount(1);
});
