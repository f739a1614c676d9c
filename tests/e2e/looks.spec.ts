import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { Cairn } from "./cairn.ts";
import {
  expect,
  expectFitsItsWidth,
  expectNoAxeFindings,
  makeProject,
  signIn,
  signInQuickly,
  test as base,
  type TestProject,
} from "./fixtures.ts";
import { pages as allPages, type LookedAtPage } from "./pages.ts";
import { smallHistory } from "./seed.ts";

/** One project with four weeks of events, for every test of this file: they only look. */
const test = base.extend<object, { seeded: TestProject }>({
  seeded: [
    async ({ cairn }, use) => {
      const project = await makeProject(cairn);
      const history = smallHistory(new Date());
      await project.send(...history);
      await expect
        .poll(async () => (await project.api<Overview>("/overview")).last28Days.events)
        .toBe(history.length);
      await use(project);
    },
    { scope: "worker" },
  ],
});

interface Overview {
  last28Days: { events: number };
}

/** CAIRN_PAGES=board,sql walks these alone, while they are being made. */
const only = process.env.CAIRN_PAGES?.split(",");
const pages = allPages.filter(({ name }) => !only || only.includes(name));

test.describe.configure({ mode: "parallel" });

/** A theme changes colours and nothing else, and colours are the same at every width: the dark ones are looked at once. */
for (const [width, themes] of [
  [360, ["light"]],
  [1440, ["light", "dark"]],
] as const) {
  test(`Every page fits ${width} px and passes axe in ${themes.join(" and ")}`, async ({
    cairn,
    browser,
    seeded,
  }) => {
    test.setTimeout(600_000);
    const findings: string[] = [];
    for (const signedOut of [true, false]) {
      const looked = pages.filter((page) => Boolean(page.signedOut) === signedOut);
      const context = await openContext(browser, cairn, { width, signedOut });
      const page = await context.newPage();
      page.on("pageerror", (error) => findings.push(`an exception: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error" && /Content Security Policy/.test(message.text()))
          findings.push(message.text());
      });
      for (const one of looked) {
        await test.step(one.name, async () => {
          await lookAt(page, cairn, seeded, one, themes).catch((error: Error) => {
            findings.push(`${one.name}: ${error.message}`);
            // The walk goes on for minutes: what it found is said at once.
            console.log(findings.at(-1));
          });
        });
      }
      await context.close();
    }
    expect(findings.join("\n\n")).toBe("");
  });
}

async function openContext(
  browser: Browser,
  cairn: Cairn,
  { width, signedOut }: { width: number; signedOut: boolean },
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  if (!signedOut) await signInQuickly(context, cairn.url);
  return context;
}

type Theme = "light" | "dark";

async function lookAt(
  page: Page,
  cairn: Cairn,
  project: TestProject,
  one: LookedAtPage,
  themes: readonly Theme[],
) {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(cairn.url + (await one.path(project.slug, project.api)));
  await expect(one.drawn(page).first()).toBeVisible();
  expect(await page.getByRole("alert").allTextContents(), "errors on the page").toEqual([]);
  await expect(page.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
  expect(await page.getByRole("heading", { level: 1 }).count(), "first-level headings").toBe(1);
  await expectNoFindings(page, themes);
  if (!one.open) return;
  await one.open(page);
  await expectNoFindings(page, themes.toReversed());
}

/** The page follows the system's theme while it is open, so that it need not be drawn anew for each. */
async function expectNoFindings(page: Page, themes: readonly Theme[]) {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    await expectNoAxeFindings(page, theme === "dark" ? ["color-contrast", "link-in-text-block"] : undefined);
  }
  await expectFitsItsWidth(page);
}

test("The theme is chosen once and drawn before the first paint", async ({ cairn, page, project }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await signIn(page, cairn, `/p/${project.slug}`);
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  // With the app itself held back, only the script in the head can have set it.
  await page.route("**/assets/app-*.js", (route) => route.abort());
  await page.goto(`${cairn.url}/p/${project.slug}`);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("An error says what to do, and trying again works", async ({ cairn, page, project }) => {
  await project.send({ event: "clicked", distinct_id: "ann" });
  await signIn(page, cairn, `/p/${project.slug}`);
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  let away = true;
  await page.route("**/overview", (route) =>
    away
      ? route.fulfill({
          status: 422,
          contentType: "application/problem+json",
          json: { title: "The question is too large.", detail: "Ask for a shorter time.", code: "too_large" },
        })
      : route.continue(),
  );
  await page.reload();
  await expect(page.getByRole("alert").first()).toContainText("Ask for a shorter time.");
  away = false;
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(page.locator("[data-figure=persons-today]")).toHaveAttribute("data-value", "1");
});

test("The frame needs no mouse: the skip link, the side bar and the palette", async ({
  cairn,
  page,
  project,
}) => {
  await project.send({ event: "clicked", distinct_id: "ann" });
  await signIn(page, cairn, `/p/${project.slug}`);
  await expect(page.locator("[data-figure=persons-today]")).toHaveAttribute("data-value", "1");

  await page.locator("body").focus();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#content")).toBeFocused();

  // Down the side bar to another page: every link is reached by Tab and opened by Enter.
  await page.reload();
  await expect(page.locator("[data-figure=persons-today]")).toHaveAttribute("data-value", "1");
  const live = page.getByRole("navigation").getByRole("link", { name: "Live", exact: true });
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press("Tab");
    if (await live.evaluate((element) => element === document.activeElement)) break;
  }
  await expect(live).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Live", level: 1 })).toBeVisible();
  await expect(live).toHaveAttribute("aria-current", "page");

  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog");
  await expect(palette).toBeVisible();
  await expectNoAxeFindings(page);
  await page.keyboard.type("overv");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  await expect(palette).toBeHidden();

  await page.keyboard.press("ControlOrMeta+k");
  await expect(palette).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
});
