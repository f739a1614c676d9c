import { readFile } from "node:fs/promises";
import { expect, signIn, test } from "./fixtures.ts";

test("A person is looked at, erased by a typed word, and the receipt proves it", async ({ cairn, page, project }) => {
  await project.send({ event: "seen", distinct_id: "ann" }, { event: "seen", distinct_id: "bob" });
  await expect
    .poll(async () => (await project.api<{ items: unknown[] }>("/events")).items.length)
    .toBe(2);
  await signIn(page, cairn, `/p/${project.slug}/settings/privacy`);
  await page.getByRole("textbox", { name: "Distinct id" }).fill("ann");
  await page.getByRole("button", { name: "Show what would go" }).click();
  await expect(page.locator("[data-erasure-preview]")).toContainText("ann");
  const last = page.getByRole("button", { name: "Erase for good" });
  await expect(last).toBeDisabled();
  await page.getByLabel("Type erase to confirm").fill("erase");
  await last.click();
  const row = page.locator("[data-erasure]");
  await expect(row).toHaveAttribute("data-state", "done", { timeout: 120_000 });
  await expect(row).toContainText("Events: 1");

  const waiting = page.waitForEvent("download");
  await row.getByRole("link", { name: /Receipt/ }).click();
  const receipt = await (await waiting).path();
  expect(await readFile(receipt, "utf8")).not.toContain("ann\"");
  await page.getByText("Check a receipt").click();
  await page.locator("input[type=file]").setInputFiles(receipt);
  await expect(page.getByText("nothing of the person is stored")).toBeVisible();
  expect((await project.api<{ items: unknown[] }>("/events")).items).toHaveLength(1);
});

test("Encrypted properties are chosen, and everything about a person is one archive", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}/settings/privacy`);
  await page.getByLabel("Properties of persons").fill("mail\nphone");
  await page.getByRole("button", { name: "Save encryption" }).click();
  await expect(page.getByText("It holds for events from now on")).toBeVisible();
  await project.send({ event: "seen", distinct_id: "cyd", set: { mail: "c@example.org" } });
  await expect
    .poll(async () => (await project.api<{ items: unknown[] }>("/events")).items.length)
    .toBe(1);
  await page.goto(`${cairn.url}/p/${project.slug}/persons/cyd`);
  await expect(page.locator("[data-property=mail]")).toContainText("c@example.org");
  await page.getByRole("button", { name: "Privacy" }).click();
  const waiting = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Download everything" }).click();
  expect((await waiting).suggestedFilename()).toMatch(/\.zip$/);
  const person = await project.api<{ properties: { mail: string } }>("/persons/cyd");
  expect(person.properties.mail).toBe("c@example.org");
});
