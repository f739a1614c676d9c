import { expect, signIn, test } from "./fixtures.ts";

test("Redaction is chosen, tried, counted and holds for the next event; consent as well", async ({
  cairn,
  page,
  project,
}) => {
  await signIn(page, cairn, `/p/${project.slug}/settings/privacy`);
  const redaction = page.getByRole("region", { name: "Redaction" });
  await expect(redaction.getByText("nobody has chosen yet")).toBeVisible();
  await expect(redaction.getByLabel("Card numbers")).toHaveValue("mask");

  await redaction.getByLabel("E-mail addresses").selectOption("Keyed hash");
  await redaction.getByRole("button", { name: "Add denied property" }).click();
  await redaction.getByLabel("Denied property 1: property").fill("*");
  await page.getByRole("button", { name: "Save redaction" }).click();
  await expect(redaction.getByText("This would mean every property")).toBeVisible();
  await redaction.getByLabel("Denied property 1: property").fill("note*");

  // Tried before it is saved.
  await page.getByRole("button", { name: "Show what would be stored" }).click();
  const preview = page.getByLabel("What would be stored");
  await expect(preview).toContainText("h_");
  await expect(preview).toContainText("[denied]");
  await expect(preview).toContainText("token=[secret]");
  await expect(preview).not.toContainText("jane@example.com");

  await page.getByRole("button", { name: "Save redaction" }).click();
  await expect(page.getByText("Redaction is saved")).toBeVisible();
  await page.reload();
  await expect(redaction.getByLabel("E-mail addresses")).toHaveValue("hash");
  await expect(redaction.getByLabel("Denied property 1: property")).toHaveValue("note*");

  await project.send({ event: "a", distinct_id: "u", properties: { email: "jane@example.com", note: "x" } });
  await page.reload();
  await expect(page.locator('[data-count="email"]')).toContainText("1");
  await expect(page.locator('[data-count="denied"]')).toContainText("1");

  await page.getByLabel("Do Not Track and Global Privacy Control").selectOption("Store nothing");
  await page.getByLabel(/Take cookieless ids/).check();
  await page.getByRole("button", { name: "Save consent" }).click();
  await expect(page.getByText("Consent is saved")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Do Not Track and Global Privacy Control")).toHaveValue("withhold");
  await expect(page.getByLabel(/Take cookieless ids/)).toBeChecked();
});
