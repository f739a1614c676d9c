import type { Page } from "@playwright/test";
import { expect, signIn, test, type SentEvent, type TestProject } from "./fixtures.ts";

interface Step {
  name: string;
  count: number;
  dropped: number;
  fromFirst: number | null;
  medianSeconds: number | null;
}
interface Funnel {
  steps: Step[];
  trend?: { t: string; entered: number; converted: number; rate: number | null }[];
  histogram?: { fromSeconds: number; toSeconds: number; count: number }[];
}

/** A clock time of a day in UTC, so many days ago: the same calendar day in Berlin at these hours. */
function at(daysAgo: number, clock: string): string {
  return `${new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)}T${clock}Z`;
}

/** What the funnels below are worked out from, by hand. */
const shop: SentEvent[] = [
  { event: "viewed", distinct_id: "ann", timestamp: at(3, "10:00:00"), properties: { country: "AT" } },
  { event: "carted", distinct_id: "ann", timestamp: at(3, "10:01:00"), properties: { country: "AT" } },
  { event: "bought", distinct_id: "ann", timestamp: at(3, "10:05:00"), properties: { country: "AT" } },
  { event: "viewed", distinct_id: "bob", timestamp: at(3, "11:00:00"), properties: { country: "DE" } },
  { event: "carted", distinct_id: "bob", timestamp: at(3, "11:03:00"), properties: { country: "DE" } },
  { event: "viewed", distinct_id: "bob", timestamp: at(3, "11:04:00"), properties: { country: "DE" } },
  { event: "viewed", distinct_id: "cid", timestamp: at(2, "10:00:00"), properties: { country: "DE" } },
  { event: "viewed", distinct_id: "dan", timestamp: at(2, "10:00:00"), properties: { country: "AT" } },
  { event: "bought", distinct_id: "dan", timestamp: at(2, "10:02:00"), properties: { country: "AT" } },
  { event: "carted", distinct_id: "eve", timestamp: at(2, "10:00:00"), properties: { country: "DE" } },
];

const question = (steps: string[], more: object = {}) => ({
  kind: "funnel",
  range: { from: "-28d" },
  steps: steps.map((event) => ({ event })),
  window: { value: 14, unit: "day" },
  ...more,
});

/** Sends events and waits until questions count them. */
async function store(project: TestProject, ...events: SentEvent[]) {
  await project.send(...events);
  const counted = async () =>
    (await project.api<{ last28Days: { events: number } }>("/overview")).last28Days.events;
  await expect.poll(counted).toBe(events.length);
}

const inUrl = (query: object) => encodeURIComponent(JSON.stringify(query));

/** The counts of the bars, in the order of the steps. */
const drawnCounts = (page: Page) =>
  page
    .locator("[data-chart-funnel] [data-step]")
    .evaluateAll((steps) => steps.map((step) => Number((step as HTMLElement).dataset["count"])));

async function expectDrawn(page: Page, project: TestProject, steps: string[], counts: number[]) {
  const answer = await project.api<Funnel>("/query", question(steps));
  expect(answer.steps.map((step) => step.count)).toEqual(counts);
  await expect.poll(() => drawnCounts(page)).toEqual(counts);
  await expect(page.locator("[data-answer=drawn]")).toBeVisible();
}

async function pick(page: Page, name: string, event: string) {
  await page.locator("[data-builder]").getByRole("button", { name, exact: true }).click();
  await page.getByPlaceholder(`${name}…`).fill(event.slice(0, 4));
  await page.getByRole("option", { name: event }).click();
}

/** From where the skip link leads, presses Tab until what has the focus is called this. */
async function tabTo(page: Page, name: RegExp) {
  await page.locator("#content").focus();
  for (let presses = 0; presses < 80; presses++) {
    const label = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
    if (name.test(label)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${name}`);
}

test("A funnel is built with the mouse, its steps are dragged, and it is what the API and a pencil say", async ({
  cairn,
  page,
  project,
}) => {
  await store(project, ...shop);
  await signIn(page, cairn, `/p/${project.slug}/funnels`);
  await expect(page.getByText("Choose two steps, or let Cairn find funnels")).toBeVisible();
  await pick(page, "Choose step 1", "viewed");
  await pick(page, "Choose step 2", "carted");
  await expectDrawn(page, project, ["viewed", "carted"], [4, 2]);
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await expectDrawn(page, project, ["viewed", "carted"], [4, 2]);
  await pick(page, "Choose step 3", "bought");
  await expectDrawn(page, project, ["viewed", "carted", "bought"], [4, 2, 1]);
  await expect(page.locator("[data-funnel-rate]")).toContainText("25% of 4 persons get to the end");

  const handle = page.getByRole("button", { name: "Move step 2, carted" });
  const target = page.getByRole("button", { name: "Move step 1, viewed" });
  const [from, to] = [await handle.boundingBox(), await target.boundingBox()];
  if (!from || !to) throw new Error("The handles are not in sight.");
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2 - 6, { steps: 8 });
  await page.mouse.up();
  await expectDrawn(page, project, ["carted", "viewed", "bought"], [3, 1, 0]);

  await page.getByRole("button", { name: "Undo" }).click();
  await expectDrawn(page, project, ["viewed", "carted", "bought"], [4, 2, 1]);
  await page.reload();
  await expectDrawn(page, project, ["viewed", "carted", "bought"], [4, 2, 1]);

  await page.locator("[data-step='1'] [data-part=dropped]").click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.locator("[data-persons-behind='2']")).toBeVisible();
  await expect(sheet.getByRole("link")).toContainText(["dan", "cid"]);
  await page.keyboard.press("Escape");
  await page.locator("[data-step='2'] [data-part=reached]").click();
  await expect(sheet.locator("[data-persons-behind='1']")).toContainText("ann");
});

test("A funnel is built, put in order and read with the keyboard alone", async ({ cairn, page, project }) => {
  await store(project, ...shop);
  await signIn(page, cairn, `/p/${project.slug}/funnels`);
  await expect(page.getByText("Choose two steps")).toBeVisible();
  for (const [step, event] of [
    ["Choose step 1", "carted"],
    ["Choose step 2", "viewed"],
  ] as const) {
    await tabTo(page, new RegExp(`^${step}$`));
    await page.keyboard.press("Enter");
    await expect(page.getByPlaceholder(`${step}…`)).toBeFocused();
    await page.keyboard.type(event);
    await expect(page.getByRole("option", { name: event })).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
  }
  await expectDrawn(page, project, ["carted", "viewed"], [3, 1]);

  await tabTo(page, /^Move step 2/);
  await page.keyboard.press("Space");
  await expect(page.getByText("step 2, viewed is over place 2 of 2.")).toBeAttached();
  // The list hears arrows a moment after it said that the step is lifted; at the top another one changes nothing.
  await expect(async () => {
    await page.keyboard.press("ArrowUp");
    await expect(page.getByText("step 2, viewed is over place 1 of 2.")).toBeAttached({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press("Space");
  await expectDrawn(page, project, ["viewed", "carted"], [4, 2]);

  await tabTo(page, /dropped off before step 2/);
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-persons-behind='2']")).toBeVisible();
});

test("Trend, times, values and exclusions are the API's numbers", async ({ cairn, page, project }) => {
  await store(project, ...shop);
  const steps = ["viewed", "carted"];
  await signIn(page, cairn, `/p/${project.slug}/funnels?q=${inUrl(question(steps))}`);
  await expectDrawn(page, project, steps, [4, 2]);

  await page.getByRole("radio", { name: "Conversion over time" }).click();
  await page.getByRole("button", { name: "Show as a table" }).click();
  const trend = (await project.api<Funnel>("/query", question(steps, { view: "trend" }))).trend!;
  await expect(page.locator("[data-chart-table] tbody tr")).toHaveCount(28);
  const rows = await page
    .locator("[data-chart-table] tbody tr")
    .evaluateAll((all) =>
      all.map((row) => [
        row.getAttribute("data-t"),
        ...[...row.querySelectorAll("td")].map((cell) => cell.dataset["value"]),
      ]),
    );
  expect(rows).toEqual(
    trend
      .map(({ t, entered, converted, rate }) => [t, `${entered}`, `${converted}`, `${rate ?? ""}`])
      .reverse(),
  );
  expect(rows[3]?.slice(1)).toEqual(["2", "2", "1"]);

  await page.getByRole("radio", { name: "Time to convert" }).click();
  const times = (await project.api<Funnel>("/query", question(steps, { view: "time_to_convert" })))
    .histogram!;
  await expect(page.locator("[data-chart-table] tbody tr")).toHaveCount(times.length);
  await expect(page.locator("[data-chart-table] tbody td[data-value='1']").first()).toBeVisible();

  await page.getByRole("radio", { name: "Steps" }).click();
  await page.getByRole("button", { name: "Show as a table" }).click();
  await page.getByRole("button", { name: "Breakdown" }).click();
  await page.getByRole("button", { name: "Choose a property" }).click();
  await page.locator("[data-pick=country]").click();
  await expect(page.locator("[data-legend] [data-total='2']")).toHaveCount(2);
  await expect(page.locator("[data-step='1'] [data-part=reached]")).toHaveCount(2);
  await page.getByRole("button", { name: "Remove this breakdown" }).click();

  await page.getByRole("button", { name: "Exclusion" }).click();
  await pick(page, "Choose what excludes", "bought");
  await expect.poll(() => drawnCounts(page)).toEqual([3, 2]);
  const excluding = question(steps, { exclusions: [{ event: "bought", from: 0, to: 1 }] });
  expect((await project.api<Funnel>("/query", excluding)).steps.map(({ count }) => count)).toEqual([3, 2]);
});

test("Ways to a goal are found and open as funnels", async ({ cairn, page, project }) => {
  await store(project, ...shop);
  await signIn(page, cairn, `/p/${project.slug}/funnels`);
  await page.getByRole("button", { name: "Choose a goal" }).click();
  await page.getByPlaceholder("Choose a goal…").fill("bought");
  await page.getByRole("option", { name: "bought" }).click();
  const found = await project.api<{ reached: number; items: { events: string[]; entered: number }[] }>(
    "/query",
    {
      kind: "discovery",
      range: { from: "-28d" },
      goal: { event: "bought" },
      window: { value: 14, unit: "day" },
    },
  );
  await expect(page.locator("[data-reached]")).toHaveAttribute("data-reached", String(found.reached));
  await expect(page.locator("[data-way]")).toHaveCount(found.items.length);
  const [way] = found.items;
  expect(way?.events).toEqual(["viewed", "bought"]);
  await page.locator("[data-way]").first().getByRole("button", { name: "Open as a funnel" }).click();
  await expectDrawn(page, project, ["viewed", "bought"], [4, 2]);
});

test("What separates those who convert is counted as the API counts it", async ({ cairn, page, project }) => {
  const persons = Array.from({ length: 40 }, (_, index) => index);
  await store(
    project,
    ...persons.flatMap((index): SentEvent[] => {
      const step = (event: string, clock: string): SentEvent => ({
        event,
        distinct_id: `person_${index}`,
        timestamp: at(2, clock),
      });
      return [
        step("started", "10:00:00"),
        ...(index < 18 || index === 30 ? [step("invited", "10:01:00")] : []),
        ...(index < 20 ? [step("finished", "10:02:00")] : []),
      ];
    }),
  );
  const funnel = question(["started", "finished"]);
  await signIn(page, cairn, `/p/${project.slug}/funnels?q=${inUrl(funnel)}`);
  await page.getByRole("button", { name: "Compare them" }).click();
  const answer = await project.api<{ items: { event: string; oddsRatio: number; isSignificant: boolean }[] }>(
    "/query",
    { kind: "correlation", funnel },
  );
  // (18 + 1)(19 + 1) / ((1 + 1)(2 + 1)), worked out by hand.
  expect(answer.items[0]).toMatchObject({ event: "invited", isSignificant: true });
  expect(answer.items[0]?.oddsRatio).toBeCloseTo(380 / 6, 9);
  const trait = page.locator("[data-trait=invited]");
  await expect(trait).toHaveAttribute("data-odds", String(answer.items[0]?.oddsRatio));
  await expect(trait).toContainText("Hardly by chance");
  await expect(trait).toContainText("63.33× the odds to convert");
  await trait.locator("button", { has: page.locator("[data-count='18']") }).click();
  await expect(page.locator("[data-persons-behind='18']")).toBeVisible();
});

test("A refusal stands where the answer would, and trying again works", async ({ cairn, page, project }) => {
  await store(project, ...shop);
  let away = true;
  await page.route("**/query", (route) =>
    away
      ? route.fulfill({
          status: 422,
          contentType: "application/problem+json",
          json: {
            title: "The question is too large.",
            detail: "Ask for a shorter time.",
            code: "query_too_large",
          },
        })
      : route.continue(),
  );
  await signIn(page, cairn, `/p/${project.slug}/funnels?q=${inUrl(question(["viewed", "carted"]))}`);
  await expect(page.getByRole("alert")).toContainText("Ask for a shorter time.");
  away = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expectDrawn(page, project, ["viewed", "carted"], [4, 2]);
});
