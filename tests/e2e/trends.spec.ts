import type { Page } from "@playwright/test";
import { expect, signIn, test, type SentEvent } from "./fixtures.ts";

interface Trends {
  series: {
    name: string;
    breakdown: string[] | null;
    total: number;
    points: { t: string; value: number }[];
    previous?: { total: number };
  }[];
}

/** A clock time of a day in UTC, so many days ago: the same calendar day in Berlin at these hours. */
function at(daysAgo: number, clock = "10:30:00"): string {
  return `${new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)}T${clock}Z`;
}

const buy = (distinct_id: string, daysAgo: number, amount: number, country: string): SentEvent => ({
  event: "bought",
  distinct_id,
  timestamp: at(daysAgo),
  properties: { amount, country },
});

/** What the trends below are worked out from, by hand. */
const orders: SentEvent[] = [
  buy("ann", 1, 10, "AT"),
  buy("ann", 1, 30, "AT"),
  buy("bob", 1, 5, "DE"),
  buy("cid", 3, 55, "AT"),
  buy("dan", 9, 100, "FR"),
  { event: "viewed", distinct_id: "ann", timestamp: at(1) },
  { event: "viewed", distinct_id: "bob", timestamp: at(1) },
  { event: "viewed", distinct_id: "bob", timestamp: at(3) },
];

const inUrl = (query: object) => encodeURIComponent(JSON.stringify(query));
const week = { kind: "trends", range: { from: "-7d" }, interval: "day" };

/** The table's rows, oldest first: the day and the exact values. */
const drawnRows = (page: Page) =>
  page
    .locator("[data-chart-table] tbody tr")
    .evaluateAll((rows) =>
      rows
        .map((row) => [
          row.getAttribute("data-t"),
          ...[...row.querySelectorAll("td")].map((cell) => Number(cell.dataset["value"])),
        ])
        .reverse(),
    );

const rowsOf = (answer: Trends) =>
  (answer.series[0]?.points ?? []).map(({ t }, index) => [
    t,
    ...answer.series.map((line) => line.points[index]?.value),
  ]);

const valuesOf = (answer: Trends, line: number) => answer.series[line]?.points.map(({ value }) => value);

test("Series, measures, filters and a formula are chosen by hand and drawn as the API counts them", async ({
  cairn,
  page,
  project,
}) => {
  await project.send(...orders);
  await signIn(
    page,
    cairn,
    `/p/${project.slug}/trends?q=${inUrl({ ...week, series: [{ event: null, measure: "persons" }] })}`,
  );
  await expect(page.getByRole("heading", { name: "Persons by day" })).toBeVisible();

  await page.getByRole("button", { name: "Event: Any event" }).click();
  await page.getByPlaceholder("Choose an event…").fill("bou");
  await page.locator("[data-pick=bought]").click();
  await page.getByLabel("Measure").selectOption("sum");
  await expect(page.getByText("Choose the number that the series is measured of.")).toBeVisible();
  await page.getByRole("button", { name: "Choose a number" }).click();
  await expect(page.locator("[data-pick=country]")).toHaveCount(0);
  await page.locator("[data-pick=amount]").click();
  await expect(page.locator("[data-trend-total='100']")).toBeVisible();

  await page.getByRole("button", { name: "Series", exact: true }).click();
  await page.getByRole("button", { name: "Event: Any event" }).click();
  await page.locator("[data-pick=viewed]").click();
  await page.getByLabel("Measure").nth(1).selectOption("count");
  await page.getByRole("radio", { name: "Table" }).click();
  const series = [
    { event: "bought", measure: "sum", property: "amount" },
    { event: "viewed", measure: "count" },
  ];
  const two = await project.api<Trends>("/query", { ...week, series });
  expect(valuesOf(two, 0)).toEqual([0, 0, 0, 55, 0, 45, 0]);
  expect(valuesOf(two, 1)).toEqual([0, 0, 0, 1, 0, 2, 0]);
  await expect.poll(() => drawnRows(page)).toEqual(rowsOf(two));
  await expect(page.locator("[data-chart-table] tbody tr").first()).toContainText("so far");

  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("button", { name: "Choose a property" }).click();
  await page.locator("[data-pick=country]").click();
  await expect.poll(() => drawnRows(page)).toEqual(rowsOf(two));
  await page.getByRole("button", { name: "Choose values" }).click();
  await page.locator("[data-pick=DE]").click();
  const filter = { property: "country", op: "eq", value: "DE" };
  const german = await project.api<Trends>("/query", { ...week, series, filter });
  expect(german.series.map(({ total }) => total)).toEqual([5, 0]);
  await expect.poll(() => drawnRows(page)).toEqual(rowsOf(german));
  await page.locator("[data-pick=AT]").click();
  const both = await project.api<Trends>("/query", {
    ...week,
    series,
    filter: { property: "country", op: "in", value: ["DE", "AT"] },
  });
  await expect.poll(() => drawnRows(page)).toEqual(rowsOf(both));
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Remove this filter" }).click();
  await expect.poll(() => drawnRows(page)).toEqual(rowsOf(two));

  await page.getByRole("textbox", { name: "Formula" }).fill("A / B");
  const ratio = await project.api<Trends>("/query", { ...week, series, formula: "A / B" });
  expect(valuesOf(ratio, 0)).toEqual([null, null, null, 55, null, 22.5, null]);
  await expect(page.locator("[data-chart-table] td[data-value='22.5']")).toBeVisible();
  await page.getByRole("textbox", { name: "Formula" }).fill("A / Z");
  await page.getByRole("textbox", { name: "Formula" }).press("Enter");
  await expect(page.locator("[data-faults]")).toContainText("There is no series Z");
  await expect(page.getByRole("textbox", { name: "Formula" })).toHaveAttribute("aria-invalid", "true");
});

test("A breakdown, a comparison and the persons behind a point", async ({ cairn, page, project }) => {
  await project.send(...orders);
  const question = {
    ...week,
    series: [{ event: "bought", measure: "count" }],
    breakdowns: [{ property: "country", limit: 1 }],
    compare: "previous",
  };
  const answer = await project.api<Trends>("/query", question);
  expect(answer.series.map(({ breakdown, total }) => [breakdown, total])).toEqual([
    [["AT"], 3],
    [["(other)"], 1],
  ]);
  await signIn(page, cairn, `/p/${project.slug}/trends?q=${inUrl(question)}`);
  const legend = page.locator("[data-legend]");
  await expect(legend.getByRole("button")).toContainText(["AT3", "(other)1"]);
  await legend.getByRole("button", { name: "(other)" }).click();
  await expect(legend.getByRole("button", { name: "(other)" })).toHaveAttribute("aria-pressed", "false");
  await expect(page.locator("[data-chart] canvas")).toBeVisible();

  await page.locator("[data-chart]").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("[data-chart]")).toContainText("so far");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-persons-behind='1']")).toContainText("ann");
  await page.keyboard.press("Escape");

  await page.getByRole("radio", { name: "One number" }).click();
  await expect(page.locator("[data-numbers] [data-total='3']")).toBeVisible();
  await expect(page.locator("[data-numbers]")).toContainText("before 0");
  await page.getByRole("radio", { name: "Stacked bars" }).click();
  await expect(page.locator("[data-chart] canvas")).toBeVisible();
  await page.getByRole("radio", { name: "Table" }).click();
  await page
    .getByRole("button", { name: /^Persons of AT/ })
    .first()
    .click();
  await expect(page.locator("[data-persons-behind='1']")).toContainText("ann");
});

test("With the keyboard alone: another event, another measure, another range, undone again", async ({
  cairn,
  page,
  project,
}) => {
  await project.send(...orders);
  await signIn(page, cairn, `/p/${project.slug}/trends`);
  await expect(page.locator("[data-trend-total='4']")).toBeVisible();
  await page.getByRole("button", { name: "Event: Any event" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByPlaceholder("Choose an event…")).toBeFocused();
  await page.keyboard.type("view");
  await expect(page.getByRole("option", { name: "viewed" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-trend-total='2']")).toBeVisible();
  await expect(page.getByRole("button", { name: "Event: viewed" })).toBeFocused();
  for (const name of ["Filter this event", "More for this event", "Measure"]) {
    await page.keyboard.press("Tab");
    await expect(page.getByLabel(name, { exact: true })).toBeFocused();
  }
  await page.keyboard.press("ArrowUp");
  await expect(page.locator("[data-trend-total='3']")).toBeVisible();

  await page.getByRole("button", { name: "Date range: Last 28 days" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Yesterday" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-trend-total='2']")).toBeVisible();
  await expect(page.getByRole("heading", { name: "viewed by hour" })).toBeVisible();
  await expect(page).toHaveURL(/yesterday/);
  await page.keyboard.press("Control+z");
  await expect(page.locator("[data-trend-total='3']")).toBeVisible();
  await page.keyboard.press("Control+Shift+Z");
  await expect(page.locator("[data-trend-total='2']")).toBeVisible();
});

test("Two days of the calendar are a range of the project's days", async ({ cairn, page, project }) => {
  await project.send(...orders);
  await signIn(page, cairn, `/p/${project.slug}/trends`);
  const [from, to] = [at(3).slice(0, 10), at(1).slice(0, 10)];
  await page.getByRole("button", { name: /^Date range/ }).click();
  await expect(page.getByRole("grid")).toBeVisible();
  for (const day of [from, to]) {
    const cell = page.locator(`[data-day="${day}"] button`);
    if (!(await cell.isVisible()))
      await page.getByRole("button", { name: "Go to the Previous Month" }).click();
    await cell.click();
    if (day === from && from.slice(0, 7) !== to.slice(0, 7))
      await page.getByRole("button", { name: "Go to the Next Month" }).click();
  }
  await page.getByRole("button", { name: /^Show / }).click();
  // Four persons in three days are ann, bob and cid: dan was earlier.
  await expect(page.locator("[data-trend-total='3']")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${from}.*${to}`));
});

test("A running question is cancelled by the next", async ({ cairn, page, project }) => {
  await project.send(...orders);
  await signIn(page, cairn, `/p/${project.slug}/trends`);
  await expect(page.locator("[data-trend-total='4']")).toBeVisible();
  const held: Promise<void>[] = [];
  let release = () => {};
  await page.route("**/query", async (route) => {
    if (!route.request().postData()?.includes('"sessions"')) return route.continue();
    const waiting = new Promise<void>((resolve) => (release = resolve));
    held.push(waiting);
    await waiting;
    await route.abort().catch(() => {});
  });
  const cancelled = page.waitForEvent("requestfailed", (request) =>
    Boolean(request.postData()?.includes('"sessions"')),
  );
  await page.getByLabel("Measure").selectOption("sessions");
  await expect.poll(() => held.length).toBe(1);
  await expect(page.locator("[data-answer=old]")).toBeVisible();
  await page.getByLabel("Measure").selectOption("count");
  expect((await cancelled).failure()?.errorText).toBe("net::ERR_ABORTED");
  release();
  await expect(page.locator("[data-trend-total='8']")).toBeVisible();
});

test("Nothing matched and a refusal each say what to do", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}/trends`);
  await expect(page.locator("[data-nothing]")).toContainText("No event matches in this range.");
  let away = true;
  await page.route("**/query", (route) =>
    away
      ? route.fulfill({
          status: 504,
          contentType: "application/problem+json",
          json: {
            title: "The question took too long.",
            detail: "Ask for a shorter time.",
            code: "query_too_slow",
          },
        })
      : route.continue(),
  );
  await page.getByLabel("Measure").selectOption("count");
  await expect(page.getByRole("alert")).toContainText("Ask for a shorter time.");
  away = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("[data-nothing]")).toBeVisible();
});

test("Names beyond the first page of the catalog are found by the server", async ({
  cairn,
  page,
  project,
}) => {
  const names = Array.from({ length: 320 }, (_, index) => `event_${String(index).padStart(3, "0")}`);
  await project.send(...names.map((event) => ({ event, distinct_id: "ann", timestamp: at(1) })));
  await signIn(page, cairn, `/p/${project.slug}/trends`);
  await page.getByRole("button", { name: "Event: Any event" }).click();
  await expect(page.locator("[data-pick=event_000]")).toBeVisible();
  await expect(page.locator("[data-pick=event_317]")).toHaveCount(0);
  await page.getByPlaceholder("Choose an event…").fill("nt_317");
  await page.locator("[data-pick=event_317]").click();
  await expect(page.locator("[data-trend-total='1']")).toBeVisible();
  await page.getByRole("button", { name: "Event: event_317" }).click();
  await page.getByPlaceholder("Choose an event…").fill("sent_tomorrow");
  await page.locator("[data-pick=sent_tomorrow]").click();
  await expect(page.locator("[data-nothing]")).toBeVisible();
  await expect(page.getByRole("button", { name: "Event: sent_tomorrow" })).toBeVisible();
});
