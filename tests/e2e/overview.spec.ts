import { expect, signIn, test, type SentEvent } from "./fixtures.ts";

interface Totals {
  persons: number;
  events: number;
  sessions: number;
  pageviews: number;
}

interface Overview {
  today: Totals;
  yesterday: Totals;
  last7Days: Totals;
  previous7Days: Totals;
  last28Days: Totals;
  previous28Days: Totals;
  topEvents: { name: string; count: number }[];
}

interface Trends {
  series: {
    name: string;
    total: number;
    points: { t: string; value: number }[];
    previous?: { total: number };
  }[];
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

const bought = (person: string, daysAgo: number, properties: Record<string, unknown>): SentEvent => ({
  event: "purchase",
  distinct_id: person,
  timestamp: noon(daysAgo),
  properties,
});

test("The cards and the chart are the API's, which are the events that were sent", async ({
  cairn,
  page,
  project,
}) => {
  const persons: Record<number, number> = { 1: 4, 2: 7, 3: 3, 9: 12, 30: 5 };
  await project.send(...history(persons));
  await project.send(
    { event: "clicked", distinct_id: "ann" },
    { event: "clicked", distinct_id: "bob" },
    { event: "$pageview", distinct_id: "bob", properties: { url: "https://example.com/" } },
  );
  const overview = () => project.api<Overview>("/overview");
  await expect.poll(async () => (await overview()).last28Days.events).toBe(55);

  await signIn(page, cairn, `/p/${project.slug}`);
  const { today, yesterday, last28Days, previous28Days } = await overview();
  expect(today).toEqual({ persons: 2, events: 3, sessions: 2, pageviews: 1 });
  expect(yesterday).toMatchObject({ persons: 4, events: 8, pageviews: 8 });
  for (const [figure, value, before] of [
    ["persons-today", 2, 4],
    ["persons-7d", 9, 12],
    ["persons-28d", 14, 5],
    ["sessions", last28Days.sessions, previous28Days.sessions],
    ["pageviews", 53, 10],
  ] as const) {
    const card = page.locator(`[data-figure=${figure}]`);
    await expect(card).toHaveAttribute("data-value", String(value));
    await expect(card).toHaveAttribute("data-before", String(before));
    await expect(card).toContainText(`from ${before}`);
  }
  // These events hold no goal, no money and no models.
  for (const absent of ["conversion", "revenue", "aiCost"]) {
    await expect(page.locator(`[data-figure=${absent}]`)).toHaveCount(0);
  }

  const chart = page.locator("[data-chart]");
  await expect(chart.locator("canvas")).toBeVisible();
  await chart.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("[data-chart-tip]")).toContainText("so far");
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("[data-chart-tip]")).toContainText(/4$/);

  await page.getByRole("button", { name: "Show as a table" }).click();
  await expect(page.locator("[data-chart-table] tbody tr")).toHaveCount(28);
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

test("Conversion follows the goal, revenue never adds currencies, AI cost is what clients report", async ({
  cairn,
  page,
  project,
}) => {
  await project.send(
    ...history({ 1: 8 }),
    { event: "signed_up", distinct_id: "visitor_0", timestamp: noon(1) },
    { event: "signed_up", distinct_id: "visitor_1", timestamp: noon(1) },
    { event: "signed_up", distinct_id: "visitor_2", timestamp: noon(1) },
    { event: "signed_up", distinct_id: "visitor_3", timestamp: noon(1) },
    bought("visitor_0", 1, { amount: 20, currency: "EUR" }),
    bought("visitor_0", 1, { amount: 10.5, currency: "EUR" }),
    bought("visitor_1", 1, { amount: 99, currency: "USD" }),
    bought("old", 30, { amount: 10, currency: "EUR" }),
    {
      event: "$ai_generation",
      distinct_id: "visitor_0",
      timestamp: noon(1),
      properties: { $ai_total_cost_usd: 0.25 },
    },
    {
      event: "$ai_generation",
      distinct_id: "visitor_1",
      timestamp: noon(2),
      properties: { $ai_total_cost_usd: 0.5 },
    },
  );
  await expect.poll(async () => (await project.api<Overview>("/overview")).last28Days.events).toBe(25);
  await signIn(page, cairn, `/p/${project.slug}`);

  const figure = (id: string) => page.locator(`[data-figure=${id}]`);
  await expect(figure("revenue")).toHaveAttribute("data-value", "30.5");
  await expect(figure("revenue")).toContainText("€30.50");
  await expect(figure("revenue")).toContainText("+205% from €10.00");
  await expect(figure("aiCost")).toContainText("$0.75");
  // Two of eight persons bought.
  await expect(figure("conversion")).toHaveAttribute("data-value", "0.25");

  await figure("revenue").click();
  await expect(page.getByText("In EUR only. Not part of it: $99.00.")).toBeVisible();

  await figure("conversion").click();
  await expect(page.getByRole("button", { name: "Event: purchase" })).toBeVisible();
  await page.getByRole("button", { name: "Event: purchase" }).click();
  await page.getByRole("option", { name: /signed_up/ }).click();
  await expect(figure("conversion")).toHaveAttribute("data-value", "0.5");
  await expect(page).toHaveURL(/measure=conversion.*goal=signed_up|goal=signed_up.*measure=conversion/);
  await page.reload();
  await expect(figure("conversion")).toHaveAttribute("data-value", "0.5");
});

test("A project without a goal of its own lets the reader choose one", async ({ cairn, page, project }) => {
  await project.send(
    { event: "clicked", distinct_id: "ann" },
    { event: "opened", distinct_id: "ann" },
    { event: "opened", distinct_id: "bob" },
  );
  await signIn(page, cairn, `/p/${project.slug}`);
  await expect(page.locator("[data-figure=persons-today]")).toHaveAttribute("data-value", "2");
  await page.getByRole("button", { name: "Measure: Persons" }).click();
  await page.getByRole("menuitemradio", { name: "Conversion" }).click();
  await expect(page.getByText("Choose the event that counts as a conversion.")).toBeVisible();
  await page.getByRole("button", { name: "Choose the goal" }).click();
  await page.getByRole("option", { name: /clicked/ }).click();
  await expect(page.locator("[data-figure=conversion]")).toHaveAttribute("data-value", "0.5");
});

test("A link opens the view that it was copied from", async ({ cairn, page, project }) => {
  await project.send(...history({ 1: 2, 30: 5 }), { event: "clicked", distinct_id: "ann" });
  await signIn(page, cairn, `/p/${project.slug}?measure=events&compare=previous&view=table`);
  await expect(page.getByRole("region", { name: "Events by day, last 28 days" }).first()).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Before" })).toBeVisible();
  await expect(page.locator("[data-trend-total]")).toHaveAttribute("data-trend-total", "5");
  await page.getByRole("radio", { name: "Today" }).click();
  await expect(page.getByRole("region", { name: "Events by hour, today" }).first()).toBeVisible();
  await expect(page).toHaveURL(/range=today/);
  await page.locator("[data-figure=persons-7d]").click();
  await expect(page.getByRole("region", { name: "Persons by day, last 7 days" }).first()).toBeVisible();
  await expect(page).not.toHaveURL(/measure=/);
  await expect(page).toHaveURL(/range=7d/);
  await expect(page.locator("[data-chart-table] tbody tr")).toHaveCount(7);
});

test("Why this number shows its question, its time zone and its SQL", async ({ cairn, page, project }) => {
  await project.send({ event: "clicked", distinct_id: "ann" });
  await signIn(page, cairn, `/p/${project.slug}`);
  await page.getByText("Why this number?").click();
  await expect(page.getByText("Europe/Berlin · a day begins at midnight")).toBeVisible();
  await expect(page.getByRole("region", { name: "the SQL" })).toContainText(/SELECT/);
});

test("Each line of the lists leads to its own question, with the same number", async ({
  cairn,
  page,
  project,
}) => {
  await project.send(
    { event: "clicked", distinct_id: "ann", properties: { $country: "DE", $device_type: "Mobile" } },
    { event: "invited", distinct_id: "ann", properties: { $country: "DE" } },
    { event: "clicked", distinct_id: "bob", properties: { $country: "US" } },
    {
      event: "$pageview",
      distinct_id: "bob",
      properties: { url: "https://example.com/pricing", $referring_domain: "hn.example", $country: "US" },
    },
    {
      event: "$pageview",
      distinct_id: "bob",
      properties: { url: "https://example.com/pricing", $country: "US" },
    },
  );
  await signIn(page, cairn, `/p/${project.slug}`);
  await expect(page.locator("[data-top=top-events] [data-name]")).toHaveText([
    "$pageview2",
    "clicked2",
    "invited1",
  ]);
  await expect(page.locator("[data-top=top-countries] [data-name]")).toHaveText([
    /United States3$/,
    /Germany2$/,
  ]);
  for (const list of ["top-events", "top-pages", "top-referrers", "top-countries", "top-devices"]) {
    const lines = page.locator(`[data-top=${list}] [data-name]`);
    for (const line of await lines.all()) {
      const href = await line.getByRole("link").getAttribute("href");
      const question: unknown = JSON.parse(new URL(href ?? "", cairn.url).searchParams.get("q") ?? "");
      const answer = await project.api<Trends>("/query", question);
      expect(answer.series[0]?.total, `${list}: ${href}`).toBe(Number(await line.getAttribute("data-count")));
    }
  }
});

test("An empty project teaches, and sample data fills it", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}`);
  await expect(page.getByRole("region", { name: "the curl snippet" })).toContainText(project.writeKey);
  await expect(page.getByText("Waiting for the first event")).toBeVisible();
  await expect(page.locator("[data-figure]")).toHaveCount(0);
  await page.getByRole("button", { name: "Load sample data" }).click();
  await expect(page.locator("[data-figure=revenue]")).toBeVisible({ timeout: 60_000 });
  await expect(page.locator("[data-figure=aiCost]")).toBeVisible();
  await expect(page.locator("[data-figure=persons-28d]")).toHaveAttribute(
    "data-value",
    String((await project.api<Overview>("/overview")).last28Days.persons),
  );
});
