import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, signIn, test } from "./fixtures.ts";

test("Each snippet works as it stands, from wherever it is pasted", async ({
  cairn,
  page,
  project,
  context,
}) => {
  await signIn(page, cairn, `/p/${project.slug}`);
  const snippet = async (tab: string) => {
    await page.getByRole("tab", { name: tab }).click();
    return (await page.getByRole("region", { name: `the ${tab} snippet` }).textContent()) ?? "";
  };
  const snippets = {
    curl: await snippet("curl"),
    browser: await snippet("Browser"),
  };

  const curlAnswer = execFileSync("bash", ["-c", `${snippets.curl} -sS`], { encoding: "utf8" });
  expect(JSON.parse(curlAnswer)).toMatchObject({ accepted: 1, rejected: [] });
  await expect(
    page.getByRole("button", { name: /signed_up/ }).and(page.locator("[data-event-id] button")),
  ).toHaveCount(1);

  // A shop on another origin.
  const shop = createServer((_, response) =>
    response
      .setHeader("Content-Type", "text/html")
      .end(`<!doctype html><title>Shop</title>${snippets.browser}`),
  );
  await new Promise<void>((ready) => shop.listen(0, "127.0.0.1", ready));
  try {
    const visitor = await context.newPage();
    await visitor.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/sale?utm_source=hn`);
    await expect(page.locator("[data-event-id]").filter({ hasText: "$pageview" })).toContainText("/sale");
    await visitor.close();
  } finally {
    await new Promise((closed) => shop.close(closed));
  }
});

test("The write key is copied by its button", async ({ cairn, page, project, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, cairn, `/p/${project.slug}`);
  await page.getByRole("button", { name: "Copy the write key" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(project.writeKey);
});

test("PostHog is picked, its lines are copied, its first event is recognised, and a refused one says why", async ({
  cairn,
  page,
  project,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, cairn, `/p/${project.slug}/install`);
  await page.getByLabel("Search what you have").fill("posthog");
  await expect(page.locator("[data-recipe]")).toHaveCount(2);
  await page.locator("[data-recipe=posthog-js]").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("PostHog, browser");
  await expect(page.getByText("Waiting for the first event")).toBeVisible();
  await page.getByRole("button", { name: "Copy the lines: In place of your posthog.init" }).click();
  const lines = await page.evaluate(() => navigator.clipboard.readText());
  const [, key] = /init\("([^"]+)"/.exec(lines) ?? [];
  const [, host] = /api_host: "([^"]+)"/.exec(lines) ?? [];
  expect([key, host]).toEqual([project.writeKey, cairn.url]);

  // As posthog-js writes it: key and id among the properties, no address of the format.
  const capture = (...events: object[]) =>
    fetch(`${host}/e/?ip=1`, { method: "POST", body: JSON.stringify(events) }).then(
      (answer) => answer.status,
    );
  const properties = {
    token: key,
    distinct_id: "ann",
    $current_url: "https://shop.test/",
    $session_id: "s1",
  };
  expect(
    await capture(
      { event: "$create_alias", properties: { ...properties, alias: "anna" } },
      { event: "$snapshot", properties },
    ),
  ).toBe(200);
  const arrived = page.locator("[data-arrived=recognised]");
  await expect(arrived).toContainText("Recognised: PostHog");
  await expect(arrived.getByRole("list", { name: "Events" })).toHaveText("$alias from $create_alias");
  await expect(arrived.locator("[data-trait=Identity]")).toContainText("ann");
  await expect(arrived.locator("[data-trait=Page]")).toContainText("$current_url");
  await expect(arrived.locator("[data-trait=Session]")).toContainText("s1");
  await expect(arrived).toContainText("Passed over, as it is no event here: replay (1)");
  await expect(page.getByText("Waiting for the first event")).toHaveCount(0);

  expect(await capture({ event: "bought", properties: { ...properties, distinct_id: "" } })).toBe(200);
  const refused = page.locator("[data-arrived=refused]");
  await expect(refused.locator("[data-refusal=invalid_distinct_id]")).toHaveText("Nobody is named: bought");

  await page.getByRole("link", { name: "the last requests of the key" }).click();
  await expect(page.locator("[data-request]")).toHaveCount(2);
  await page.getByRole("radio", { name: "With refusals" }).click();
  await expect(page.locator("[data-request]")).toHaveCount(1);
  await page.locator("[data-row-focus]").press("Enter");
  const event = page.locator("[data-verdict=invalid_distinct_id]");
  await expect(event).toContainText("bought");
  await expect(event).toContainText("distinct_id is required");

  // A body that cannot be read, with the key in the address; the list stands still while it is paused.
  await page.getByRole("button", { name: "Pause" }).click();
  await fetch(`${host}/batch/?api_key=${key}`, { method: "POST", body: "{" });
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.locator("[data-request=refused]").first()).toContainText("The body is no JSON");
  await expect(page.locator("[data-verdict=invalid_distinct_id]")).toBeVisible();
  await page.locator("[data-row-focus]").first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("[data-row-focus]").nth(1)).toBeFocused();
});

test("Who is no admin copies the lines and sees stored events, and is told who sees the requests", async ({
  cairn,
  page,
  project,
}) => {
  const { link } = await project.api<{ link: string }>("/invitations", { role: "analyst" });
  await page.goto(link.replace(/^https?:\/\/[^/]+/, cairn.url));
  await page.getByLabel("Email").fill(`e-${crypto.randomUUID().slice(0, 8)}@example.com`);
  await page.getByLabel("Password").fill("a-long-enough-password");
  await page.getByRole("button", { name: "Make the account and join" }).click();
  await expect(page).toHaveURL(new RegExp(`/p/${project.slug}`));

  await page.goto(`${cairn.url}/p/${project.slug}/install?pick=script`);
  await expect(page.getByRole("region", { name: "the lines: In the head of every page" })).toContainText(
    project.writeKey,
  );
  await project.send({ event: "opened", distinct_id: "ann" });
  await expect(page.locator("[data-first-event=opened]")).toContainText("Events arrive");
  await expect(page.getByText("are shown to admins")).toBeVisible();

  const { writeKeys } = await project.api<{ writeKeys: { id: string }[] }>("");
  await page.goto(`${cairn.url}/p/${project.slug}/settings/keys/${writeKeys[0]?.id}`);
  await expect(page.getByText("Your role here is analyst.")).toBeVisible();
});
