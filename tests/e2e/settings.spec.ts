import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, send, signIn, test } from "./fixtures.ts";

interface ProjectAnswer {
  name: string;
  timeZone: string;
  currency: string;
}

interface Keys {
  items: { id: string; kind: string; name: string; role: string | null; revokedAt: string | null }[];
}

const csv = (lines: string[]) => ({
  name: "history.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["event,user_id,timestamp,plan", ...lines].join("\n")),
});

const card = (page: Page, title: string) => page.getByRole("region", { name: title, exact: true });

test("Name, time zone and currency of a project are changed, and hold everywhere", async ({
  cairn,
  page,
  project,
}) => {
  await signIn(page, cairn, `/p/${project.slug}/settings/project`);
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeDisabled();
  await page.getByLabel("Name", { exact: true }).fill("Acme Europe");
  await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
  await page.getByLabel("Currency").selectOption("JPY");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("The project is saved.")).toBeVisible();
  expect(await project.api<ProjectAnswer>("")).toMatchObject({
    name: "Acme Europe",
    timeZone: "Asia/Tokyo",
    currency: "JPY",
  });
  await expect(page.getByRole("button", { name: "Project: Acme Europe" })).toBeVisible();
});

test("A site is added, takes events without a key, and is removed", async ({ cairn, page, project }) => {
  const site = `${project.slug}.shop.example`;
  const view = () =>
    fetch(`${cairn.url}/api/event`, {
      method: "POST",
      body: JSON.stringify({ n: "pageview", u: `https://${site}/`, d: site }),
    });
  await signIn(page, cairn, `/p/${project.slug}/settings/keys`);
  const sites = card(page, "Sites");
  await sites.getByLabel("Site", { exact: true }).fill("two words");
  await sites.getByRole("button", { name: "Add the site" }).click();
  await expect(sites.getByText("Write a domain such as")).toBeVisible();
  await sites.getByLabel("Site", { exact: true }).fill(`https://${site}/`);
  await sites.getByRole("button", { name: "Add the site" }).click();
  await expect(sites.getByText(site, { exact: true })).toBeVisible();
  expect((await view()).status).toBe(202);
  await sites.getByRole("button", { name: `Remove ${site}` }).click();
  await expect(sites.getByText("No sites.")).toBeVisible();
  expect((await view()).status).toBe(401);
});

test("Keys are made, shown once, used and revoked", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}/settings/keys`);
  await expect(page.getByText("Waiting for the first event")).toBeVisible();

  await page.getByRole("button", { name: "New API key" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Nightly report");
  await page.getByLabel("Role").selectOption("analyst");
  await page.getByRole("button", { name: "Make the key" }).click();
  const secret = await page.getByRole("region", { name: "the key Nightly report" }).textContent();
  expect(secret).toMatch(/^csk_/);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(secret!)).toHaveCount(0);
  const asWho = () =>
    fetch(`${cairn.url}/api/projects/${project.slug}`, { headers: { Authorization: `Bearer ${secret}` } });
  expect((await asWho()).status).toBe(200);
  const row = page.locator("[data-keys=api] [data-key]", { hasText: "Nightly report" });
  await expect(row).toContainText("analyst");

  await row.getByRole("button", { name: "Menu of Nightly report" }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(row).toHaveCount(0);
  expect((await asWho()).status).toBe(401);
  await page.getByRole("button", { name: "Show 1 ended" }).click();
  await expect(row).toContainText("Revoked on");

  await page.getByRole("button", { name: "New write key" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Phone app");
  await page.getByRole("button", { name: "Make the key" }).click();
  const writeKey = await page.getByRole("region", { name: "the key Phone app" }).textContent();
  await page.getByRole("button", { name: "Done" }).click();
  await send(cairn, writeKey!, [{ event: "opened", distinct_id: "ann" }]);
  await expect(page.locator("[data-first-event=opened]")).toContainText("Events arrive");
  expect((await project.api<Keys>("/keys")).items.map(({ kind, name }) => `${kind} ${name}`)).toContain(
    "write Phone app",
  );
});

test("A file is tried, imported with its progress, and its refused rows are handed back", async ({
  cairn,
  page,
  project,
}) => {
  await signIn(page, cairn, `/p/${project.slug}/settings/imports`);
  const imports = card(page, "Imports");
  await expect(imports).toContainText("None yet.");
  await page
    .locator("input[type=file]")
    .setInputFiles(
      csv([
        "signed_up,ann,2026-01-01T10:00:00Z,pro",
        "signed_up,bob,2026-01-02T10:00:00Z,free",
        "bought,ann,not a time,pro",
      ]),
    );
  await page.getByRole("button", { name: "Try it first" }).click();
  const preview = page.locator("[data-preview-rows]");
  await expect(preview).toHaveAttribute("data-preview-rows", "3");
  await expect(preview).toHaveAttribute("data-preview-valid", "2");
  await expect(preview).toHaveAttribute("data-preview-rejected", "1");
  await expect(preview).toContainText("Row 3");
  expect((await project.api<{ items: unknown[] }>("/imports")).items).toEqual([]);

  await page.getByRole("button", { name: "Import", exact: true }).click();
  const job = imports.locator("[data-import]");
  await expect(job).toHaveAttribute("data-status", "done");
  await expect(job).toContainText("3 rows: 2 stored, 1 refused");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    job.getByRole("link", { name: "Refused rows" }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toContain("not a time");
});

test("An export of another product is recognised, and what becomes of its fields is shown", async ({
  cairn,
  page,
  project,
}) => {
  await signIn(page, cairn, `/p/${project.slug}/settings/imports`);
  const row = (id: string, event: string) =>
    JSON.stringify({ event, properties: { time: 1767348000, distinct_id: "ann", $insert_id: id } });
  await page.locator("input[type=file]").setInputFiles({
    name: "mixpanel.json.gz",
    mimeType: "application/gzip",
    buffer: gzipSync(`${row("1", "signed_up")}\n${row("2", "bought")}\n`),
  });
  await page.getByRole("button", { name: "Try it first" }).click();
  const preview = page.locator("[data-preview-source=mixpanel]");
  await expect(preview).toContainText("Recognised: Mixpanel, events.");
  await expect(preview.getByRole("row", { name: /properties.distinct_id/ })).toContainText("distinct_id");
  await expect(preview).toContainText("2 of 2 rows can be imported");

  await page.getByRole("button", { name: "Import", exact: true }).click();
  const job = card(page, "Imports").locator("[data-import]");
  await expect(job).toHaveAttribute("data-status", "done");
  await expect(job).toContainText("from Mixpanel");
  await expect(job).toContainText("2 rows: 2 stored");
});

test("Events are exported as they are stored", async ({ cairn, page, project }) => {
  await project.send(
    { event: "signed_up", distinct_id: "ann", properties: { plan: "pro" } },
    { event: "bought", distinct_id: "bob" },
  );
  await signIn(page, cairn, `/p/${project.slug}/settings/imports`);
  const exporting = card(page, "Export events");
  await exporting.getByRole("radio", { name: "NDJSON" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    exporting.getByRole("button", { name: "Export", exact: true }).click(),
  ]);
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { event: string }).event).sort()).toEqual([
    "bought",
    "signed_up",
  ]);
});

test("The system page says what the API says, and sends a dead letter again", async ({
  cairn,
  page,
  project,
}) => {
  await project.send({ event: "signed_up", distinct_id: "ann" });
  let replayed = 0;
  const letter = {
    sequence: 41,
    at: new Date().toISOString(),
    reason: "Cannot parse it.",
    event: { event: "signed_up", distinctId: "ann", properties: { plan: "pro" } },
  };
  await page.route("**/api/projects/*/dead-letters", (route) =>
    route.fulfill({ json: { items: replayed ? [] : [letter], next: null } }),
  );
  await page.route("**/dead-letters/41/replay", (route) => {
    replayed++;
    return route.fulfill({ json: { replayed: 41 } });
  });
  await signIn(page, cairn, `/p/${project.slug}/settings/system`);
  await expect(page.locator("[data-version]")).toBeVisible();
  await expect(page.locator("[data-engine=clickhouse]")).toHaveAttribute("data-ready", "true");
  await expect(page.locator("[data-engine=postgres]")).toHaveAttribute("data-ready", "true");
  await expect(page.locator(`[data-stored="${project.slug}"] [data-events]`)).toHaveAttribute(
    "data-events",
    "1",
  );

  await expect(page.locator("[data-dead-letter]")).toContainText("Cannot parse it.");
  await page.getByRole("button", { name: "Send signed_up again" }).click();
  await expect(page.getByText("None. An event that the store refuses")).toBeVisible();
  expect(replayed).toBe(1);
});

test("By keyboard alone: from section to section, and a key is made and kept", async ({
  cairn,
  page,
  project,
}) => {
  await signIn(page, cairn, `/p/${project.slug}/settings/project`);
  await page
    .getByRole("navigation", { name: "Settings" })
    .getByRole("link", { name: "Keys and install" })
    .focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Keys and install");
  await page.getByRole("button", { name: "New write key" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Till");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "the key Till" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-keys=write] [data-key]", { hasText: "Till" })).toBeVisible();
});

test("An error says so in the server's words, and trying again works", async ({ cairn, page, project }) => {
  let away = true;
  await page.route("**/api/projects/*/keys", (route) =>
    away
      ? route.fulfill({
          status: 403,
          contentType: "application/problem+json",
          json: { title: "Your role does not allow this.", detail: "Ask an admin.", code: "role_too_low" },
        })
      : route.continue(),
  );
  await signIn(page, cairn, `/p/${project.slug}/settings/keys`);
  await expect(page.getByRole("alert")).toContainText("Ask an admin.");
  away = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("[data-keys=write] [data-key]")).toHaveCount(1);
});
