import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "@playwright/test";
import { Cairn } from "./cairn.ts";
import { expect, makeProject, signInQuickly, test as base, type TestProject } from "./fixtures.ts";
import { pages, type LookedAtPage } from "./pages.ts";
import { lastHalfHour, loadSample } from "./seed.ts";

const folder = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
const maxBytes = 150_000;
const sizes = [
  { width: 360, height: 800 },
  { width: 1440, height: 900 },
];
const themes = ["light", "dark"] as const;
const hasPngquant = spawnSync("pngquant", ["--version"]).status === 0;

/** A project with the sample data, and some of it in this half hour: the live page shows what happens now. */
const test = base.extend<object, { sample: TestProject }>({
  sample: [
    async ({ cairn }, use) => {
      const project = await makeProject(cairn);
      await loadSample(project);
      await project.send(...lastHalfHour(new Date()));
      await use(project);
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

test.beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (/-(light|dark)-\d+\.png$/.test(name)) rmSync(join(folder, name));
});

for (const theme of themes) {
  for (const { width, height } of sizes) {
    test(`${theme}, ${width} px`, async ({ cairn, browser, sample }) => {
      const failures: string[] = [];
      for (const signedOut of [true, false]) {
        const context = await browser.newContext({
          viewport: { width, height },
          colorScheme: theme,
          reducedMotion: "reduce",
        });
        if (!signedOut) await signInQuickly(context, cairn.url);
        for (const one of pages.filter((page) => Boolean(page.signedOut) === signedOut)) {
          await draw(context, cairn.url, sample, one, `${one.name}-${theme}-${width}`).catch((error: Error) =>
            failures.push(`${one.name}: ${error.message}`),
          );
        }
        if (!signedOut && width > 1000)
          failures.push(...(await missingPages(context, cairn.url, sample.slug)));
        await context.close();
      }
      expect(failures.join("\n\n")).toBe("");
    });
  }
}

test("the set-up of a Cairn without an account", async ({ browser }) => {
  const empty = await Cairn.startEmpty();
  try {
    for (const theme of themes) {
      for (const viewport of sizes) {
        const page = await browser.newPage({ viewport, colorScheme: theme });
        await page.goto(empty.setupLink);
        await expect(page.getByLabel("Email")).toBeVisible();
        await save(page, `setup-${theme}-${viewport.width}`);
        await page.close();
      }
    }
  } finally {
    await empty.dispose();
  }
});

async function draw(
  context: BrowserContext,
  url: string,
  project: TestProject,
  one: LookedAtPage,
  name: string,
): Promise<void> {
  const page = await context.newPage();
  try {
    await page.goto(url + (await one.path(project.slug, project.api)));
    await expect(one.drawn(page).first()).toBeVisible();
    // Numbers that are still on their way stand as skeletons with this role and name.
    await expect(page.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
    expect(await page.getByRole("alert").allTextContents(), "errors on the page").toEqual([]);
    await page.evaluate(() => document.fonts.ready);
    await save(page, name);
  } finally {
    await page.close();
  }
}

async function save(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  if (hasPngquant) {
    for (const colours of [256, 128, 64]) {
      execFileSync("pngquant", ["--force", "--strip", "--speed=1", "--output", path, String(colours), path]);
      if (statSync(path).size < maxBytes) break;
    }
  }
  expect(statSync(path).size, `bytes of ${name}.png`).toBeLessThan(maxBytes);
}

/** Pages that the side bar leads to and nobody looks at. */
async function missingPages(context: BrowserContext, url: string, slug: string): Promise<string[]> {
  const page = await context.newPage();
  await page.goto(`${url}/p/${slug}`);
  const links = page.locator("nav a");
  await expect(links.first()).toBeVisible();
  const shown = await links.evaluateAll((items) => items.map((item) => item.getAttribute("href") ?? ""));
  await page.close();
  const known = await Promise.all(
    pages.map(async (one) => {
      const path = await Promise.resolve(one.path(slug, async () => ({ items: [] }) as never)).catch(
        () => "",
      );
      return path.replace(/\?.*$/, "");
    }),
  );
  const beginsWith = (href: string) => known.some((path) => path === href || path.startsWith(`${href}/`));
  return [...new Set(shown)]
    .filter((href) => href.startsWith(`/p/${slug}`) && !beginsWith(href))
    .map((href) => `${href} is in the side bar, but not in pages.ts`);
}
