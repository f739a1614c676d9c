import { expect, liveIds, signIn, test, type SentEvent } from "./fixtures.ts";

interface Summary {
  online: { personId: string; distinctId: string; lastEvent: string; lastPage: string | null }[];
  onlineCount: number;
  persons: number;
  events: number;
  perMinute: { t: string; events: number; persons: number }[];
  countries: { country: string | null; persons: number }[];
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const event = (
  name: string,
  distinctId = "ann",
  properties: Record<string, unknown> = {},
): SentEvent & { id: string } => ({
  id: crypto.randomUUID(),
  event: name,
  distinct_id: distinctId,
  properties,
});

test("An event appears by itself within seconds, with everything it carried", async ({
  cairn,
  page,
  project,
}) => {
  await signIn(page, cairn, `/p/${project.slug}/live`);
  await expect(page.locator("[data-live=live]")).toBeVisible();
  const sent = event("signed_up", "ann", { plan: "pro", seats: 3, nested: { deep: true } });
  await project.send(sent);
  const line = page.locator(`[data-event-id="${sent.id}"]`);
  await expect(line).toBeVisible({ timeout: 5_000 });
  await line.getByRole("button", { name: /signed_up/ }).click();
  await expect(line.getByRole("definition").filter({ hasText: /^pro$/ })).toBeVisible();
  await expect(line.getByRole("definition").filter({ hasText: /^3$/ })).toBeVisible();
  await expect(line).toContainText("deep");
  await expect(line).toContainText(sent.id);
});

test("Filters narrow the list and the stream, and clearing them brings the rest back", async ({
  cairn,
  page,
  project,
}) => {
  await project.send(event("viewed", "ann"), event("bought", "ann"), event("viewed", "bob"));
  await signIn(page, cairn, `/p/${project.slug}/live`);
  await expect(page.locator("[data-event-id]")).toHaveCount(3);

  await page.getByLabel("Filter by event name", { exact: true }).fill("viewed");
  await expect(page.locator("[data-event-id]")).toHaveCount(2);
  await expect(page).toHaveURL(/event=viewed/);
  await page.getByLabel("Filter by distinct id", { exact: true }).fill("bob");
  await expect(page.locator("[data-event-id]")).toHaveCount(1);
  await expect(page.locator("[data-live=live]")).toBeVisible();

  const wanted = event("viewed", "bob");
  await project.send(event("bought", "bob"), event("viewed", "ann"), wanted);
  await expect(page.locator("[data-event-id]")).toHaveCount(2);
  expect((await liveIds(page))[0]).toBe(wanted.id);

  await page.getByRole("button", { name: "Clear: filter by event name" }).click();
  await page.getByRole("button", { name: "Clear: filter by distinct id" }).click();
  await expect(page.locator("[data-event-id]")).toHaveCount(6);
});

test("Pause holds the list still, and resuming shows what came meanwhile", async ({
  cairn,
  page,
  project,
}) => {
  const first = event("before");
  await project.send(first);
  await signIn(page, cairn, `/p/${project.slug}/live`);
  await expect(page.locator("[data-live=live]")).toBeVisible();
  await expect(page.locator("[data-event-id]")).toHaveCount(1);
  await page.getByRole("button", { name: "Pause" }).click();
  const second = event("meanwhile");
  await project.send(second);
  await expect(page.getByText("1 new waiting.")).toBeVisible();
  expect(await liveIds(page)).toEqual([first.id]);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect.poll(() => liveIds(page)).toEqual([second.id, first.id]);
});

test("A restart of the server loses no line and doubles none", async ({ cairn, page, project }) => {
  test.setTimeout(180_000);
  const sent = [event("one"), event("two"), event("three"), event("four")] as const;
  await project.send(sent[0]);
  await signIn(page, cairn, `/p/${project.slug}/live`);
  await expect(page.locator("[data-live=live]")).toBeVisible();
  await project.send(sent[1]);
  await expect.poll(() => liveIds(page)).toEqual([sent[1].id, sent[0].id]);

  await cairn.stop();
  await expect(page.locator("[data-live=reconnecting]")).toBeVisible();
  await cairn.start();
  // Sent while the page still waits for its next attempt, so only the refetch can bring it.
  await project.send(sent[2]);
  await expect(page.locator("[data-live=live]")).toBeVisible({ timeout: 30_000 });
  await project.send(sent[3]);
  await expect.poll(() => liveIds(page), { timeout: 15_000 }).toEqual(sent.map(({ id }) => id).toReversed());
});

test("The list stays at a hundred lines, the newest ones", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}/live`);
  await expect(page.locator("[data-live=live]")).toBeVisible();
  const sent = Array.from({ length: 250 }, (_, index) => event(`step_${index}`));
  for (let from = 0; from < sent.length; from += 50) await project.send(...sent.slice(from, from + 50));
  await expect(page.locator("[data-event-id]")).toHaveCount(100);
  await expect.poll(async () => new Set(await liveIds(page)).size).toBe(100);
  await expect
    .poll(async () => (await liveIds(page)).every((id) => sent.slice(150).some((one) => one.id === id)), {
      timeout: 15_000,
    })
    .toBe(true);
});

test("A property narrows the list and the stream, exactly or by a part of it", async ({
  cairn,
  page,
  project,
}) => {
  await project.send(
    event("bought", "ann", { plan: "pro", seats: 3 }),
    event("bought", "bob", { plan: "pro plus" }),
    event("bought", "cid", { plan: "free" }),
    event("viewed", "dan"),
  );
  await signIn(page, cairn, `/p/${project.slug}/live`);
  await expect(page.locator("[data-event-id]")).toHaveCount(4);
  await expect(page.getByLabel("Filter by its value", { exact: true })).toBeDisabled();

  await page.getByLabel("Filter by a property", { exact: true }).fill("plan");
  await expect(page.locator("[data-event-id]")).toHaveCount(3);
  await page.getByLabel("Filter by its value", { exact: true }).fill("pro");
  await expect(page.locator("[data-event-id]")).toHaveCount(1);
  await page.getByLabel("How the value is compared").selectOption("contains");
  await expect(page.locator("[data-event-id]")).toHaveCount(2);
  await expect(page).toHaveURL(/property=plan&value=pro&op=contains/);
  await expect(page.locator("[data-live=live]")).toBeVisible();

  const wanted = event("renewed", "eve", { plan: "Pro" });
  await project.send(event("renewed", "fay", { plan: "free" }), wanted);
  await expect(page.locator("[data-event-id]")).toHaveCount(3);
  expect((await liveIds(page))[0]).toBe(wanted.id);

  // A number is found by the text it is written as.
  await page.getByLabel("Filter by a property", { exact: true }).fill("seats");
  await page.getByLabel("How the value is compared").selectOption("is");
  await page.getByLabel("Filter by its value", { exact: true }).fill("3");
  await expect(page.locator("[data-event-id]")).toHaveCount(1);
  await page.reload();
  await expect(page.locator("[data-event-id]")).toHaveCount(1);
  await expect(page.getByLabel("Filter by its value", { exact: true })).toHaveValue("3");
});

test("Minutes, countries and who is online are the API's, which are the events that were sent", async ({
  cairn,
  page,
  project,
}) => {
  const at = (minutes: number, person: string, country?: string): SentEvent => ({
    ...event("$pageview", person, {
      url: "https://shop.example/pricing",
      ...(country ? { $country: country } : {}),
    }),
    timestamp: minutesAgo(minutes),
  });
  await project.send(
    at(40, "gone", "FR"),
    at(20, "ann", "DE"),
    at(20, "bob", "DE"),
    at(20, "bob", "DE"),
    at(12, "cid", "US"),
    at(11, "dan"),
  );
  await project.send({ ...event("signed_up", "ann", { $country: "DE" }), timestamp: minutesAgo(1) });
  const summary = () => project.api<Summary>("/live/summary");
  await expect.poll(async () => (await summary()).events).toBe(6);

  await signIn(page, cairn, `/p/${project.slug}/live`);
  const answer = await summary();
  expect(answer).toMatchObject({ persons: 4, events: 6, onlineCount: 1 });
  await expect(page.locator("[data-live-events]")).toHaveText("6 events by 4 persons in 30 minutes");
  const bars = page.locator("[data-minute]");
  await expect(bars).toHaveCount(30);
  const drawn = await bars.evaluateAll((items) =>
    items.map((item) => ({
      t: item.getAttribute("data-minute"),
      events: Number(item.getAttribute("data-events")),
      persons: Number(item.getAttribute("data-persons")),
    })),
  );
  expect(drawn.filter(({ events }) => events > 0)).toEqual(
    answer.perMinute.filter(({ events }) => events > 0),
  );
  expect(drawn.filter(({ events }) => events > 0).map(({ events, persons }) => [events, persons])).toEqual([
    [3, 2],
    [1, 1],
    [1, 1],
    [1, 1],
  ]);

  await expect(page.locator("[data-country]")).toHaveCount(3);
  await expect(page.locator("[data-country=DE]")).toHaveText(/Germany2$/);
  await expect(page.locator("[data-country=US]")).toHaveText(/United States1$/);
  await expect(page.locator("[data-country='']")).toHaveText(/Not known1$/);
  await expect(page.locator("[data-online]")).toHaveText("1");
  const online = page.locator("[data-online-person]");
  await expect(online).toHaveCount(1);
  await expect(online).toContainText("ann");
  await expect(online).toContainText("signed_up");
  await expect(online.getByRole("link")).toHaveAttribute(
    "href",
    `/p/${project.slug}/persons/${answer.online[0]!.personId}`,
  );

  await page.getByRole("button", { name: /Germany/ }).click();
  await expect(page).toHaveURL(/property=%24country&value=DE/);
  await expect(page.locator("[data-event-id]")).toHaveCount(4);
});

test("The minutes are read without a mouse, and as a table", async ({ cairn, page, project }) => {
  await project.send(event("clicked"), event("clicked", "bob"));
  await signIn(page, cairn, `/p/${project.slug}/live`);
  await expect(page.locator("[data-live-events]")).toHaveAttribute("data-live-events", "2");
  await page.getByRole("group", { name: /^Events per minute/ }).focus();
  await page.keyboard.press("Home");
  await expect(page.locator("[data-minute-tip]")).toContainText("0 events, 0 persons");
  await page.getByRole("button", { name: "Show as a table" }).press("Enter");
  await expect(page.locator("[data-minutes-table] tbody tr")).toHaveCount(30);
  const values = await page
    .locator("[data-minutes-table] tbody tr")
    .evaluateAll((rows) => rows.map((row) => Number(row.querySelector("td")?.dataset["value"])));
  expect(values.reduce((sum, value) => sum + value, 0)).toBe(2);
});

test("Test events arrive like every other and are counted", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}/live`);
  await expect(page.locator("[data-live=live]")).toBeVisible();
  await expect(page.getByText("Waiting for the first event")).toBeVisible();
  for (const [name, sent] of [
    ["Page view", "$pageview"],
    ["Sign-up", "signed_up"],
    ["Purchase", "purchase"],
  ] as const) {
    await page.getByRole("button", { name, exact: true }).click();
    await expect(page.getByText(`Stored: ${sent}.`)).toBeVisible();
    await expect(page.locator("[data-event-id]").filter({ hasText: sent })).toBeVisible({ timeout: 5_000 });
  }
  await expect(page.locator("[data-rate]")).toHaveAttribute("data-rate", "3");
  await expect(page.locator("[data-live-events]")).toHaveAttribute("data-live-events", "3");
  await expect(page.locator("[data-online-person]")).toContainText("purchase");
});

test("When the numbers of the last minutes fail, the stream goes on and trying again works", async ({
  cairn,
  page,
  project,
}) => {
  await project.send(event("clicked"));
  let away = true;
  await page.route("**/live/summary", (route) =>
    away
      ? route.fulfill({
          status: 422,
          contentType: "application/problem+json",
          json: { title: "Too much at once.", detail: "Ask again later.", code: "too_large" },
        })
      : route.continue(),
  );
  await signIn(page, cairn, `/p/${project.slug}/live`);
  await expect(page.getByRole("alert")).toContainText("Ask again later.");
  await expect(page.locator("[data-event-id]")).toHaveCount(1);
  away = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("[data-live-events]")).toHaveAttribute("data-live-events", "1");
});
