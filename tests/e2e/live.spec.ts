import { expect, liveIds, signIn, test, type SentEvent } from "./fixtures.ts";

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
  await signIn(page, cairn, `/p/${project.slug}`);
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
  await signIn(page, cairn, `/p/${project.slug}`);
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
  await signIn(page, cairn, `/p/${project.slug}`);
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
  await signIn(page, cairn, `/p/${project.slug}`);
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
  await signIn(page, cairn, `/p/${project.slug}`);
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
