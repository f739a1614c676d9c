import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./fixtures.ts";

const trends = (question: object) => `trends?q=${encodeURIComponent(JSON.stringify(question))}`;

/** What the address says the question is. */
const questionOf = (page: Page) =>
  JSON.parse(new URL(page.url()).searchParams.get("q") ?? "null") as Record<string, unknown> | null;

/** The card of an answer that is drawn. */
const answered = (page: Page) => page.locator("section:has(> [data-answer=drawn])");

const signUps = {
  kind: "trends",
  range: { from: "-7d" },
  interval: "day",
  series: [{ event: "signed_up", measure: "count" }],
};

interface Saved {
  items: { id: string; name: string; version: number; query: Record<string, unknown> }[];
}

test("A question is saved, changed, saved again and brought back", async ({ cairn, page, project }) => {
  await project.send(
    { event: "signed_up", distinct_id: "ann" },
    { event: "signed_up", distinct_id: "bob" },
    { event: "invited", distinct_id: "ann" },
  );
  await signIn(page, cairn, `/p/${project.slug}/${trends(signUps)}`);
  await expect(answered(page)).toContainText("2 in total");

  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByLabel("Name").fill("Sign-ups of the week");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Sign-ups of the week", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/report=/);
  expect(questionOf(page), "a saved report's link needs no question").toBeNull();
  await page.reload();
  await expect(answered(page)).toContainText("2 in total");

  await page.getByRole("button", { name: "Last 7 days" }).click();
  await page.getByRole("button", { name: "Last 30 days" }).click();
  await expect(page.getByRole("button", { name: "Save changes" })).toBeVisible();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect
    .poll(async () => (await project.api<Saved>("/reports")).items)
    .toMatchObject([{ version: 2, query: { range: { from: "-30d" } } }]);

  await page.getByRole("button", { name: "Report menu" }).click();
  await page.getByRole("menuitem", { name: "Versions" }).click();
  await page
    .locator("[data-versions] li", { hasText: "Version 1" })
    .getByRole("button", { name: "Restore" })
    .click();
  await expect(page.getByRole("button", { name: "Last 7 days" })).toBeVisible();
  expect((await project.api<Saved>("/reports")).items[0]).toMatchObject({
    version: 3,
    query: { range: { from: "-7d" } },
  });

  await page.keyboard.press("Control+k");
  await page.getByPlaceholder(/Go to/).fill("sign-ups of");
  await page.getByRole("option", { name: /Sign-ups of the week/ }).click();
  await expect(page.getByRole("heading", { name: "Sign-ups of the week", level: 1 })).toBeVisible();
});

test("Changes are undone and redone, and the address follows", async ({ cairn, page, project }) => {
  await project.send({ event: "signed_up", distinct_id: "ann" });
  await signIn(page, cairn, `/p/${project.slug}/${trends(signUps)}`);
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
  await page.getByRole("button", { name: "Last 7 days" }).click();
  await page.getByRole("button", { name: "Last 30 days" }).click();
  await expect.poll(() => questionOf(page)?.["range"]).toEqual({ from: "-30d" });
  await page.locator("h1").click();
  await page.keyboard.press("Control+z");
  await expect.poll(() => questionOf(page)?.["range"]).toEqual({ from: "-7d" });
  await page.getByRole("button", { name: "Redo" }).click();
  await expect.poll(() => questionOf(page)?.["range"]).toEqual({ from: "-30d" });
});

test("An answer leaves as a file with the API's numbers", async ({ cairn, page, project }) => {
  await project.send({ event: "signed_up", distinct_id: "ann" }, { event: "signed_up", distinct_id: "bob" });
  await signIn(page, cairn, `/p/${project.slug}/${trends(signUps)}`);
  await expect(answered(page)).toContainText("2 in total");
  await page.getByRole("button", { name: "Report menu" }).click();
  await page.getByRole("menuitem", { name: "Export the answer" }).click();
  const started = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: "Export" }).click();
  const file = await started;
  expect(file.suggestedFilename()).toBe("trends.csv");
  const lines = (await readFile(await file.path(), "utf8")).trim().split(/\r?\n/);
  expect(lines).toHaveLength(8);
  expect(lines.at(-1)).toMatch(/(^|,)2(,|$)/);
});

test("A report is put on a new board from its chart", async ({ cairn, page, project }) => {
  await project.send({ event: "signed_up", distinct_id: "ann" });
  await signIn(page, cairn, `/p/${project.slug}/${trends(signUps)}`);
  await expect(page.locator("[data-answer=drawn]")).toBeVisible();
  await page.getByRole("button", { name: /^Menu of/ }).click();
  await page.getByRole("menuitem", { name: "Add to a board" }).click();
  await page.getByLabel("Name of the report").fill("Sign-ups");
  await page.getByLabel("Name of the new board").fill("Mornings");
  await page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
  await expect(page.getByText("Added to the board “Mornings”.")).toBeVisible();
  const boards = await project.api<{ items: { id: string; name: string }[] }>("/boards");
  expect(boards.items.map(({ name }) => name)).toEqual(["Mornings"]);
  const board = await project.api<{ tiles: { reportId: string }[] }>(`/boards/${boards.items[0]!.id}`);
  const reports = await project.api<Saved>("/reports");
  expect(board.tiles.map(({ reportId }) => reportId)).toEqual(reports.items.map(({ id }) => id));
});

test("A running question is cancelled by hand, and by the next one", async ({ cairn, page, project }) => {
  await project.send({ event: "signed_up", distinct_id: "ann" });
  let held = 0;
  const cancelled: string[] = [];
  page.on("requestfailed", (request) => cancelled.push(request.failure()?.errorText ?? ""));
  await signIn(page, cairn, `/p/${project.slug}/cohorts`);
  await page.route("**/query", async (route) => {
    if (route.request().postData()?.includes('"signed_up"') && ++held < 3) return;
    await route.continue();
  });
  await page.goto(`${cairn.url}/p/${project.slug}/${trends(signUps)}`);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("The question was stopped.")).toBeVisible();
  await expect.poll(() => cancelled).toContain("net::ERR_ABORTED");

  await page.getByRole("button", { name: "Last 7 days" }).click();
  await page.getByRole("button", { name: "Last 30 days" }).click();
  await expect.poll(() => held).toBe(2);
  const before = cancelled.length;
  await page.getByRole("button", { name: "Last 30 days" }).click();
  await page.getByRole("button", { name: "Last 90 days" }).click();
  await expect(answered(page)).toContainText("1 in total");
  expect(cancelled.length).toBeGreaterThan(before);
});

test("A refused question says what is wrong, and trying again works", async ({ cairn, page, project }) => {
  await project.send({ event: "signed_up", distinct_id: "ann" });
  await signIn(page, cairn, `/p/${project.slug}`);
  let refuse = true;
  await page.route("**/query", (route) =>
    refuse
      ? route.fulfill({
          status: 504,
          contentType: "application/problem+json",
          json: { title: "The question took too long.", detail: "Ask for a shorter time.", code: "too_slow" },
        })
      : route.continue(),
  );
  await page.goto(`${cairn.url}/p/${project.slug}/${trends(signUps)}`);
  await expect(page.getByRole("alert")).toContainText("Ask for a shorter time.");
  refuse = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(answered(page)).toContainText("1 in total");
});
