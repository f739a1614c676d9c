import { expect, signIn, test } from "./fixtures.ts";

const answer = (body: unknown, status = 200) => ({
  status,
  contentType: "application/json",
  body: JSON.stringify(body),
});

const good = {
  id: "20261120T030000Z-0a1b",
  kind: "incremental",
  at: "2026-11-20T03:00:00Z",
  seconds: 4.2,
  bytes: 48_000_000,
  newBytes: 900_000,
  version: "0.1.0",
  events: 400_000,
  verified: { at: "2026-11-20T03:00:20Z", good: true, compared: 12, seconds: 9.1, faults: [] },
};

test("The schedule of backups is changed, and a folder that cannot be is refused at its field", async ({
  cairn,
  page,
  project,
}) => {
  await signIn(page, cairn, `/p/${project.slug}/settings/backups`);
  await expect(page.locator("[data-last-good]")).toBeVisible();
  await page.getByLabel("Days kept").fill("5");
  await page.getByLabel("Hour", { exact: true }).selectOption("4");
  await page.getByRole("button", { name: "Save schedule" }).click();
  await expect(page.getByText("The schedule is saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Days kept")).toHaveValue("5");

  await page.getByLabel("Folder on the server").fill("backups");
  await page.getByRole("button", { name: "Save schedule" }).click();
  await expect(page.getByText("Name the folder from the root on")).toBeVisible();
});

test("A list says which backups are good, what is wrong with the others, and what is under way", async ({
  cairn,
  page,
  project,
}) => {
  const bad = {
    ...good,
    id: "20261119T030000Z-0a1c",
    verified: {
      ...good.verified,
      good: false,
      faults: ["store/events/all_1_1_0 has other bytes than were written."],
    },
  };
  await page.route("**/api/backups", (route) =>
    route.fulfill(
      answer({
        items: [
          good,
          bad,
          { ...good, id: "20261118T030000Z-0a1d", kind: "damaged", at: null, verified: null },
        ],
        next: null,
        folder: "/var/backups/cairn",
        bytes: 50_000_000,
        lastGoodAt: good.at,
        running: { act: "making", phase: "copying", startedAt: good.at, doneBytes: 5, totalBytes: 10 },
        lastFailure: null,
        otherFolders: [
          { path: "/mnt/usb/cairn", lastUsedAt: good.at, staleSince: good.at },
          { path: "/mnt/disk/cairn", lastUsedAt: good.at, staleSince: null },
        ],
      }),
    ),
  );
  await signIn(page, cairn, `/p/${project.slug}/settings/backups`);

  const lines = page.locator("[data-backup]");
  await expect(lines).toHaveCount(3);
  await expect(lines.nth(0)).toContainText("12 answers were the same");
  await expect(lines.nth(1)).toContainText("has other bytes than were written");
  await expect(lines.nth(2)).toContainText("cannot be read");
  await expect(page.locator("[data-running=copying]")).toContainText("Copying");
  await expect(page.getByText("hold persons who were erased")).toContainText("/mnt/usb/cairn");
  await expect(page.getByRole("button", { name: "Make a backup" })).toHaveAttribute("aria-disabled", "true");
});
