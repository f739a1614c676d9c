import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, expectFitsItsWidth, expectNoAxeFindings, signIn, signInQuickly, test } from "./fixtures.ts";
import type { TestProject } from "./fixtures.ts";

interface Layout {
  x: number;
  y: number;
  w: number;
  h: number;
}

interface Board {
  id: string;
  version: number;
  tiles: { id: string; view: string | null; layout: Layout; report: { name: string } | null }[];
  settings: { range: { from: string } | null; filter: unknown; refreshSeconds: number };
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

const buys = {
  kind: "trends",
  range: { from: "-7d" },
  interval: "day",
  series: [{ event: "buy", measure: "count" }],
};

/** Three purchases within a week, two of them by pro; a fourth, by pro too, twenty days ago. */
async function sendPurchases(project: TestProject): Promise<void> {
  const plans = ["pro", "free", "pro", "pro"];
  await project.send(
    ...[1, 2, 3, 20].map((days, index) => ({
      event: "buy",
      distinct_id: `person-${index}`,
      timestamp: daysAgo(days),
      properties: { plan: plans[index] },
    })),
  );
  await expect
    .poll(async () => (await project.api<{ items: unknown[] }>("/events?event=buy")).items.length)
    .toBe(4);
}

const saveReport = async (project: TestProject, name: string, query: unknown = buys) =>
  (await project.api<{ id: string }>("/reports", { name, query })).id;

/** A board with the purchases as one number and as lines. */
async function makeBoard(project: TestProject, settings = {}): Promise<string> {
  const report = await saveReport(project, "Purchases");
  const tile = (id: string, layout: Layout, view?: string) => ({
    id,
    kind: "report",
    reportId: report,
    layout,
    ...(view ? { view } : {}),
  });
  const { id } = await project.api<{ id: string }>("/boards", {
    name: "Shop",
    settings,
    tiles: [
      tile("number", { x: 0, y: 0, w: 4, h: 3 }, "number"),
      tile("lines", { x: 4, y: 0, w: 8, h: 3 }),
      { id: "note", kind: "text", text: "**Mind** the gap", layout: { x: 0, y: 3, w: 12, h: 2 } },
    ],
  });
  return id;
}

const boardOf = (project: TestProject, id: string) => project.api<Board>(`/boards/${id}`);
const layoutOf = async (project: TestProject, id: string, tile: string) =>
  (await boardOf(project, id)).tiles.find((one) => one.id === tile)?.layout;
const numberOn = (page: Page) => page.locator("[data-tile=number] [data-total]");

test("A board is made of saved reports and texts by hand, and its numbers are the API's", async ({
  cairn,
  page,
  project,
}) => {
  await sendPurchases(project);
  await saveReport(project, "Purchases");
  await signIn(page, cairn, `/p/${project.slug}/boards`);
  await expect(page.getByText("No boards yet")).toBeVisible();
  await page.getByRole("button", { name: "New board" }).click();
  await page.getByLabel("Name").fill("Shop");
  await page.getByRole("button", { name: "Create" }).click();

  await expect(page.getByRole("heading", { name: "Shop", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Add reports" }).click();
  await page.getByRole("button", { name: "Add Purchases" }).click();
  await expect(page.getByText("On the board")).toBeVisible();
  await expectNoAxeFindings(page);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.locator("[data-tile] canvas")).toBeVisible();

  await page.getByRole("button", { name: "Menu of Purchases" }).click();
  await page.getByRole("menuitemradio", { name: "One number" }).click();
  await expect(page.locator("[data-tile] [data-total]")).toHaveAttribute("data-total", "3");

  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("menuitem", { name: "Add a text" }).click();
  await page
    .getByLabel("Text", { exact: true })
    .fill("# Notes\n**Bold** <img src=x onerror=alert(1)>\n- [Docs](https://example.com)");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const text = page.locator("[data-text-tile]");
  await expect(text.getByRole("heading", { name: "Notes" })).toBeVisible();
  await expect(text).toContainText("<img src=x onerror=alert(1)>");
  await expect(text.locator("img")).toHaveCount(0);
  await expect(text.getByRole("link", { name: "Docs" })).toHaveAttribute("href", "https://example.com");

  await page.getByRole("link", { name: "Purchases" }).click();
  await expect(page).toHaveURL(/\/trends\?report=/);
});

test("Tiles are dragged, resized and moved by keys; undo brings them back", async ({
  cairn,
  page,
  project,
}) => {
  await sendPurchases(project);
  const id = await makeBoard(project);
  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(page, cairn, `/p/${project.slug}/boards/${id}`);
  await expect(numberOn(page)).toHaveAttribute("data-total", "3");
  await page.getByRole("button", { name: "Arrange" }).click();
  await expect(page.locator("[data-board-grid=edit]")).toBeVisible();
  await expectNoAxeFindings(page);

  // Keys: one column to the right makes way for nobody, so the lines go below.
  await page.locator("[data-tile=number] [data-tile-handle]").focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => layoutOf(project, id, "number")).toEqual({ x: 1, y: 0, w: 4, h: 3 });
  await expect(page.locator("[data-tile=number] [data-tile-handle]")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+ArrowDown");
  await expect.poll(() => layoutOf(project, id, "number")).toEqual({ x: 0, y: 0, w: 4, h: 4 });
  await page.keyboard.press("Shift+ArrowUp");
  await expect.poll(() => layoutOf(project, id, "number")).toEqual({ x: 0, y: 0, w: 4, h: 3 });

  // The menu says the same in words.
  await page.getByRole("button", { name: "Menu of Purchases" }).first().click();
  await page.getByRole("menuitem", { name: "Narrower" }).click();
  await expect.poll(() => layoutOf(project, id, "number")).toEqual({ x: 0, y: 0, w: 3, h: 3 });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => layoutOf(project, id, "number")).toEqual({ x: 0, y: 0, w: 4, h: 3 });

  // Mouse: the text is dragged to the top by its head, the others make way.
  const before = await layoutOf(project, id, "note");
  const head = page.locator("[data-tile=note] [data-tile-head]");
  const box = (await head.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y - 100, { steps: 8 });
  await page.mouse.move(box.x + box.width / 2, box.y - 300, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => layoutOf(project, id, "note")).toEqual({ x: 0, y: 0, w: 12, h: 2 });
  expect(before?.y).toBeGreaterThan(0);

  const corner = (await page.locator("[data-tile=note]").boundingBox())!;
  await page.mouse.move(corner.x + corner.width - 6, corner.y + corner.height - 6);
  await page.mouse.down();
  await page.mouse.move(corner.x + corner.width - 500, corner.y + corner.height + 80, { steps: 8 });
  await page.mouse.up();
  await expect.poll(async () => (await layoutOf(project, id, "note"))?.w).toBeLessThan(12);
  expect((await layoutOf(project, id, "note"))?.h).toBe(3);

  await page.getByRole("button", { name: "Menu of the text" }).click();
  await page.getByRole("menuitem", { name: "Take off the board" }).click();
  await expect(page.locator("[data-tile=note]")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(page.locator("[data-tile=note]")).toBeVisible();
  await expect.poll(async () => (await boardOf(project, id)).tiles.length).toBe(3);
});

test("One range and one filter hold for every tile, in the address or for everybody", async ({
  cairn,
  page,
  project,
}) => {
  await sendPurchases(project);
  const id = await makeBoard(project);
  await signIn(page, cairn, `/p/${project.slug}/boards/${id}`);
  await expect(numberOn(page)).toHaveAttribute("data-total", "3");

  await page.getByRole("button", { name: "Date range: Each report’s own range" }).click();
  await page.getByRole("button", { name: "Last 28 days" }).click();
  await expect(numberOn(page)).toHaveAttribute("data-total", "4");
  await expect(page).toHaveURL(/range=/);
  expect((await boardOf(project, id)).settings.range).toBeNull();

  const filter = { property: "plan", op: "eq", value: "pro" };
  await page.goto(
    `${cairn.url}/p/${project.slug}/boards/${id}?range=${JSON.stringify({ from: "-28d" })}&filter=${encodeURIComponent(JSON.stringify(filter))}`,
  );
  await expect(numberOn(page)).toHaveAttribute("data-total", "3");
  await page.getByRole("button", { name: "Keep for everybody" }).click();
  await expect
    .poll(async () => (await boardOf(project, id)).settings)
    .toEqual({
      range: { from: "-28d" },
      filter,
      refreshSeconds: 60,
    });
  await expect(page).not.toHaveURL(/range=/);
  await expect(numberOn(page)).toHaveAttribute("data-total", "3");

  await page.getByRole("button", { name: "Use each report’s own range" }).click();
  await expect(numberOn(page)).toHaveAttribute("data-total", "2");
});

test("A board asks again by itself, and not while nobody looks", async ({ cairn, page, project }) => {
  await sendPurchases(project);
  const id = await makeBoard(project, { refreshSeconds: 60 });
  await page.clock.install();
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("/tiles/number/answer")) asked += 1;
  });
  await signInQuickly(page.context(), cairn.url);
  await page.goto(`${cairn.url}/p/${project.slug}/boards/${id}`);
  await expect(numberOn(page)).toHaveAttribute("data-total", "3");
  expect(asked).toBe(1);

  await project.send({ event: "buy", distinct_id: "late" });
  await expect
    .poll(async () => (await project.api<{ items: unknown[] }>("/events?event=buy")).items.length)
    .toBe(5);
  await page.clock.fastForward(61_000);
  await expect(numberOn(page)).toHaveAttribute("data-total", "4");
  expect(asked).toBe(2);

  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await page.clock.fastForward(300_000);
  expect(asked).toBe(2);
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await expect.poll(() => asked).toBe(3);
});

test("A public link shows the board to a stranger until it is revoked, in a frame too", async ({
  browser,
  cairn,
  page,
  project,
}) => {
  await sendPurchases(project);
  const id = await makeBoard(project);
  await signIn(page, cairn, `/p/${project.slug}/boards/${id}`);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Create a link" }).click();
  const link = page.getByRole("region", { name: "the link" });
  await expect(link).toContainText(`${cairn.url}/shared/cbl_`);
  await expectNoAxeFindings(page);
  const address = ((await link.textContent()) ?? "").trim();
  const frame = ((await page.getByRole("region", { name: "the frame" }).textContent()) ?? "").trim();

  const context = await browser.newContext({ viewport: { width: 360, height: 780 } });
  const stranger = await context.newPage();
  const other: string[] = [];
  stranger.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/") && !pathname.startsWith("/api/shared/")) other.push(pathname);
  });
  await stranger.goto(address);
  await expect(stranger.getByRole("heading", { name: "Shop", level: 1 })).toBeVisible();
  await expect(numberOn(stranger)).toHaveAttribute("data-total", "3");
  await expect(stranger.locator("[data-tile=lines] canvas")).toBeVisible();
  await expect(stranger.locator("[data-text-tile]")).toContainText("Mind the gap");
  await expect(numberOn(stranger)).toBeDisabled();
  await expectNoAxeFindings(stranger);
  await expectFitsItsWidth(stranger);
  expect(other).toEqual([]);

  // A page of another origin, with the frame as it was copied.
  const site = createServer((_, answer) => {
    answer.setHeader("Content-Type", "text/html");
    answer.end(`<!doctype html><title>Elsewhere</title>${frame}`);
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  const elsewhere = await context.newPage();
  await elsewhere.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  const inside = elsewhere.frameLocator("iframe");
  await expect(inside.locator("[data-tile=number] [data-total]")).toHaveAttribute("data-total", "3");

  await page.getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("No live link")).toBeVisible();
  await stranger.reload();
  await expect(stranger.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await elsewhere.reload();
  await expect(inside.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await context.close();
  site.close();
});

test("A tile that fails says why and tries again; a removed report leaves its place", async ({
  cairn,
  page,
  project,
}) => {
  await sendPurchases(project);
  const id = await makeBoard(project);
  await page.route("**/tiles/number/answer*", (route) =>
    route.fulfill({
      status: 422,
      contentType: "application/problem+json",
      body: JSON.stringify({ status: 422, code: "too_much", title: "The question needs more than it may." }),
    }),
  );
  await signIn(page, cairn, `/p/${project.slug}/boards/${id}`);
  const tile = page.locator("[data-tile=number]");
  await expect(tile.getByRole("alert")).toContainText("The question needs more than it may.");
  await expect(page.locator("[data-tile=lines] canvas")).toBeVisible();
  await page.unroute("**/tiles/number/answer*");
  await tile.getByRole("button", { name: "Try again" }).click();
  await expect(numberOn(page)).toHaveAttribute("data-total", "3");

  const [report] = (await project.api<{ items: { id: string }[] }>("/reports")).items;
  await page.request.delete(`${cairn.url}/api/projects/${project.slug}/reports/${report?.id}`, {
    headers: { Origin: cairn.url },
  });
  await page.reload();
  await expect(tile).toContainText("The report of this tile was removed.");
});

test("Boards are listed, copied and deleted after a question", async ({ cairn, page, project }) => {
  await makeBoard(project);
  await signIn(page, cairn, `/p/${project.slug}/boards`);
  await page.getByRole("button", { name: "Menu of Shop" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(page.getByRole("link", { name: /Shop \(copy\)/ })).toBeVisible();
  await page.getByRole("button", { name: "Menu of Shop (copy)" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("link", { name: /Shop \(copy\)/ })).toHaveCount(0);
  await expect(page.locator("[data-board-row]")).toHaveCount(1);

  await page.getByRole("link", { name: /Shop/ }).click();
  await page.getByRole("button", { name: "Full screen" }).click();
  await expect(page.getByRole("button", { name: "Leave full screen" })).toBeVisible();
  await page.getByRole("button", { name: "Leave full screen" }).click();
  await expect(page.getByRole("button", { name: "Arrange" })).toBeVisible();
});
