import { expect, signIn, test, type SentEvent } from "./fixtures.ts";

interface Trends {
  series: { name: string; total: number; points: { t: string; value: number }[] }[];
}

const dayMilliseconds = 24 * 60 * 60 * 1_000;

/** Noon in Berlin is between 10 and 11 o'clock in UTC: the same calendar day in both, so no test depends on the hour it runs at. */
function noon(daysAgo: number): string {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format(
    Date.now() - daysAgo * dayMilliseconds,
  );
  return `${day}T10:30:00Z`;
}

/** On each of the last days before today, so many persons with two page views each. */
function history(personsByDaysAgo: Record<number, number>): SentEvent[] {
  return Object.entries(personsByDaysAgo).flatMap(([daysAgo, persons]) =>
    Array.from({ length: persons }, (_, person) =>
      [0, 1].map(() => ({
        event: "$pageview",
        distinct_id: `visitor_${person}`,
        timestamp: noon(Number(daysAgo)),
        properties: { url: `https://example.com/page-${person % 3}` },
      })),
    ).flat(),
  );
}

test("Today's numbers and the chart are the API's, which are the events that were sent", async ({
  cairn,
  page,
  project,
}) => {
  const persons: Record<number, number> = { 1: 4, 2: 7, 3: 3, 9: 12 };
  await project.send(...history(persons));
  await project.send(
    { event: "signed_up", distinct_id: "ann" },
    { event: "signed_up", distinct_id: "bob" },
    { event: "$pageview", distinct_id: "bob", properties: { url: "https://example.com/" } },
  );
  await expect
    .poll(async () => (await project.api<{ last28Days: { events: number } }>("/overview")).last28Days.events)
    .toBe(55);

  await signIn(page, cairn, `/p/${project.slug}`);
  const { today, yesterday } =
    await project.api<Record<"today" | "yesterday", Record<string, number>>>("/overview");
  expect(today).toEqual({ persons: 2, events: 3, sessions: 2, pageviews: 1 });
  expect(yesterday).toMatchObject({ persons: 4, events: 8, pageviews: 8 });
  for (const [measure, value] of Object.entries(today)) {
    await expect(page.locator(`[data-measure=${measure}] [data-today]`)).toHaveText(String(value));
    await expect(page.locator(`[data-measure=${measure}]`)).toContainText(`yesterday ${yesterday[measure]}`);
  }

  const chart = page.locator("[data-chart]");
  await chart.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("[data-chart-tip]")).toContainText("so far");
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("[data-chart-tip]")).toContainText(/^\w{3}, \w{3} \d+4$/);

  await page.getByRole("button", { name: "Show as a table" }).click();
  const drawn = await page
    .locator("[data-chart-table] tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [row.getAttribute("data-t"), Number(row.querySelector("td")?.dataset["value"])]),
    );
  const answer = await project.api<Trends>("/query", {
    kind: "trends",
    range: { from: "-28d" },
    interval: "day",
    series: [{ event: null, measure: "persons" }],
  });
  expect(drawn).toEqual(answer.series[0]!.points.map(({ t, value }) => [t, value]).reverse());
  expect(drawn).toHaveLength(28);
  expect(drawn.slice(0, 4).map(([, value]) => value)).toEqual([2, persons[1], persons[2], persons[3]]);
  expect(drawn[9]![1]).toBe(persons[9]);
});

test("A link opens the view that it was copied from", async ({ cairn, page, project }) => {
  await project.send(...history({ 1: 2, 30: 5 }), { event: "signed_up", distinct_id: "ann" });
  await signIn(page, cairn, `/p/${project.slug}?measure=events&compare=previous&view=table`);
  await expect(page.getByRole("heading", { name: "Events by day, last 28 days" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Before" })).toBeVisible();
  await page.getByRole("radio", { name: "Today" }).click();
  await expect(page.getByRole("heading", { name: "Events by hour, today" })).toBeVisible();
  await expect(page).toHaveURL(/range=today/);
  await page.locator("[data-measure=persons]").click();
  await expect(page.getByRole("heading", { name: "Persons by hour, today" })).toBeVisible();
  await expect(page).not.toHaveURL(/measure=/);
});

test("Why this number shows its definition, its time zone and its SQL", async ({ cairn, page, project }) => {
  await project.send({ event: "signed_up", distinct_id: "ann" });
  await signIn(page, cairn, `/p/${project.slug}`);
  await expect(page.getByText("signed_up").first()).toBeVisible();
  await page.getByText("Why this number?").click();
  await expect(page.getByText("Europe/Berlin · a day begins at midnight")).toBeVisible();
  await expect(page.getByRole("region", { name: "the SQL" })).toContainText(/SELECT/);
});

test("The top events lead into the live list", async ({ cairn, page, project }) => {
  await project.send(
    { event: "signed_up", distinct_id: "ann" },
    { event: "invited", distinct_id: "ann" },
    { event: "signed_up", distinct_id: "bob" },
  );
  await signIn(page, cairn, `/p/${project.slug}`);
  const top = page.locator("[data-top=top-events]");
  await expect(top.getByRole("listitem")).toHaveText(["signed_up2", "invited1"]);
  await top.getByRole("button", { name: /signed_up/ }).click();
  await expect(page.getByLabel("Filter by event name", { exact: true })).toHaveValue("signed_up");
  await expect(page.locator("[data-event-id]")).toHaveCount(2);
});
