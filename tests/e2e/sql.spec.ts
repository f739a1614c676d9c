import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./fixtures.ts";

/** The address of a query, written as the router writes it. */
const sqlAt = (slug: string, query: string) =>
  `/p/${slug}/sql?${new URLSearchParams({ q: JSON.stringify({ kind: "sql", query }) }).toString()}`;

const editor = (page: Page) => page.getByRole("textbox", { name: "SQL query" });

/** Types a query over what stands there. */
async function write(page: Page, query: string) {
  await editor(page).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(query);
}

const rows = (page: Page) => page.locator("[data-chart-table] tbody tr");

interface Answer {
  columns: { name: string; type: string }[];
  rows: unknown[][];
}

test("A query is written, run by its keys, and the table holds the API's answer", async ({
  cairn,
  page,
  project,
}) => {
  await project.send(
    { event: "bought", distinct_id: "ann", properties: { amount: 12.5 } },
    { event: "bought", distinct_id: "bob", properties: { amount: 7.25 } },
    { event: "signed_up", distinct_id: "ann" },
  );
  await signIn(page, cairn, `/p/${project.slug}/sql`);
  await expect(page.getByRole("heading", { name: "Ask anything that a SELECT can say" })).toBeVisible();
  const query =
    "SELECT event, count() AS events, sum(properties.amount.:Float64) AS amount FROM events GROUP BY event ORDER BY event";
  await write(page, query);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.locator("[data-rows='2']")).toBeVisible();
  await expect(rows(page)).toHaveText(["bought219.75", /^signed_up1(NULL|0)$/]);
  const answer = await project.api<Answer>("/query", { kind: "sql", query });
  expect(
    await page
      .locator("[data-chart-table] td[data-value]")
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-value"))),
  ).toEqual(answer.rows.flatMap((row) => row.slice(1).map((cell) => String(cell ?? ""))));
  expect(JSON.parse(new URL(page.url()).searchParams.get("q")!)).toEqual({ kind: "sql", query });

  // The link is the report.
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
  await expect(editor(page)).toContainText("GROUP BY event");
});

test("What is wrong is said in the server's words, at its place", async ({ cairn, page, project }) => {
  await signIn(page, cairn, sqlAt(project.slug, "SELECT event,\n  coun() AS n\nFROM events GROUP BY event"));
  await expect(page.locator("[data-fault-line='2']")).toContainText("Line 2, column 3:");
  await expect(page.getByRole("alert")).toContainText("Function with name `coun` does not exist.");
  await expect(page.locator(".cm-fault")).toHaveText("coun");
  await expect(editor(page)).toHaveAttribute("aria-invalid", "true");

  await write(page, "SELECT count() AS n FROM events");
  await expect(page.locator(".cm-fault")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(rows(page)).toHaveText(["0"]);
  await expect(page.getByRole("alert")).toHaveCount(0);

  await write(page, "SELECT * FROM system.tables");
  await page.getByRole("button", { name: "Run" }).click();
  await expect(page.getByRole("alert")).toContainText("Only the views events, persons, sessions and groups");
});

test("Parameters are bound, and a result is drawn as lines and as bars", async ({ cairn, page, project }) => {
  const day = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  await project.send(
    { event: "bought", distinct_id: "ann", timestamp: day(2) },
    { event: "bought", distinct_id: "bob", timestamp: day(1) },
    { event: "seen", distinct_id: "bob", timestamp: day(1) },
  );
  await signIn(page, cairn, `/p/${project.slug}/sql`);
  await write(
    page,
    "SELECT toStartOfDay(timestamp) AS day, count() AS n FROM events WHERE event = {name:String} GROUP BY day ORDER BY day",
  );
  await page.getByLabel("name: String").fill("bought");
  await page.getByLabel("name: String").press("Enter");
  await expect(page.locator("[data-rows='2']")).toBeVisible();
  await page.getByRole("radio", { name: "Chart" }).click();
  await expect(page.locator("[data-result-chart=line] canvas")).toBeVisible();
  await page.locator("[data-chart]").focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("[data-chart]")).toContainText("1");

  await write(page, "SELECT event, count() AS n FROM events GROUP BY event ORDER BY event");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.locator("[data-result-chart=bar] canvas")).toBeVisible();
  await write(page, "SELECT count() AS n FROM events");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText("A chart needs a column of times or texts")).toBeVisible();
});

test("A query that runs long is cancelled", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}/sql`);
  await write(page, "SELECT sum(number * number) FROM numbers(1)");
  let held: (() => void) | undefined;
  await page.route("**/query", async (route) => {
    await new Promise<void>((release) => (held = release));
    await route.continue().catch(() => undefined);
  });
  await page.keyboard.press("ControlOrMeta+Enter");
  const cancel = page.getByRole("button", { name: "Cancel" }).first();
  const [cancelled] = await Promise.all([
    page.waitForEvent("requestfailed", (request) => request.url().endsWith("/query")),
    cancel.click(),
  ]);
  expect(cancelled.failure()?.errorText).toContain("ABORTED");
  await expect(page.getByText("The query was stopped. Run it again to see its answer.")).toBeVisible();
  held?.();
});

test("Many rows stay quick, and what is cut off is said", async ({ cairn, page, project }) => {
  await project.send({ event: "seen", distinct_id: "ann" });
  await signIn(
    page,
    cairn,
    sqlAt(
      project.slug,
      "SELECT arrayJoin(range(12000)) AS n, concat('row ', toString(n)) AS name FROM events ORDER BY n",
    ),
  );
  await expect(page.locator("[data-rows='10000']")).toContainText("The first 10,000 rows");
  await expect(page.getByText("There are more than 10,000 rows")).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(100);
  await page
    .getByRole("region", { name: "Rows of the result" })
    .evaluate((table) => table.scrollTo(0, table.scrollHeight));
  await expect(page.getByText("row 9999")).toBeVisible();
});

test("Names are completed from the project, and the schema beside it is the server's", async ({
  cairn,
  page,
  project,
}) => {
  await project.send({ event: "plan chosen", distinct_id: "ann", properties: { seats: 3 } });
  await signIn(page, cairn, `/p/${project.slug}/sql`);
  await write(page, "SELECT count() FROM events WHERE event = ");
  await page.keyboard.type("'pl");
  // By the mouse: keys pressed in the list's first moments are still meant for the text.
  await page.locator(".cm-tooltip-autocomplete [role=option]", { hasText: "plan chosen" }).click();
  await expect(editor(page)).toContainText("WHERE event = 'plan chosen'");

  await page.getByRole("button", { name: /^Properties/ }).click();
  await page.getByTitle("Insert seats").click();
  await expect(editor(page)).toContainText("properties.seats.:Float64");

  // The list of columns is written by hand: it must be what the views have.
  for (const view of ["events", "persons", "sessions", "groups"]) {
    const section = page.getByRole("group", { name: view, exact: true });
    if ((await section.getByRole("button").first().getAttribute("aria-expanded")) === "false")
      await section.getByRole("button").first().click();
    const shown = await section.locator("li code").allTextContents();
    const { columns } = await project.api<Answer>("/query", {
      kind: "sql",
      query: `SELECT * FROM ${view} LIMIT 0`,
    });
    expect(shown.slice(1).sort()).toEqual(columns.map(({ name }) => name).sort());
  }
});

test("Every example runs; a query is saved as a report and exported", async ({ cairn, page, project }) => {
  await project.send({ event: "$pageview", distinct_id: "ann", properties: { url: "https://example.com/" } });
  await signIn(page, cairn, `/p/${project.slug}/sql`);
  const examples = await page.locator("[data-empty] button").allTextContents();
  expect(examples.length).toBeGreaterThan(3);
  for (const example of examples) {
    await page.getByRole("button", { name: "Examples" }).click();
    await page.getByRole("menuitem", { name: example }).click();
    await expect(page.locator("[data-answer=drawn]"), example).toBeVisible();
    await expect(page.getByRole("alert"), example).toHaveCount(0);
    await expect(rows(page).first(), example).toBeVisible();
  }

  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Busy persons");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Busy persons", level: 1 })).toBeVisible();
  const { items } = await project.api<{ items: { kind: string; name: string }[] }>("/reports");
  expect(items).toMatchObject([{ kind: "sql", name: "Busy persons" }]);

  await page.getByRole("button", { name: "Menu of Busy persons" }).click();
  await page.getByRole("menuitem", { name: "Download CSV, JSON or Parquet" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("dialog").getByRole("button", { name: "Export" }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toMatch(/^"?person_id"?,"?distinct_id"?/);
});
