import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type LaunchOptions, type Page } from "@playwright/test";
import { expect, makeProject, signInQuickly, test as base, type TestProject } from "./fixtures.ts";
import { loadSample } from "./seed.ts";

/** Lighthouse is no dependency of the tests: `npm install --no-save lighthouse@12.8.2`, or CAIRN_LIGHTHOUSE names its module. */
type Lighthouse = (
  url: string,
  flags: Record<string, unknown>,
  config?: Record<string, unknown>,
) => Promise<{ lhr: Lhr }>;

interface Lhr {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null }>;
}

const targets = {
  mobile: { performance: 90, accessibility: 100, "best-practices": 95 },
  desktop: { performance: 97, accessibility: 100, "best-practices": 95 },
} as const;
const maxPaintMilliseconds = 1_200;
const maxInteractionMilliseconds = 200;
const funnel = `/funnels?q=${encodeURIComponent(
  JSON.stringify({
    kind: "funnel",
    range: { from: "-28d" },
    steps: [{ event: "$pageview" }, { event: "signed_up" }, { event: "note_created" }],
    window: { value: 14, unit: "day" },
  }),
)}`;
const measured = ["", "/trends", funnel];
const nameOf = (path: string) => path.split("?")[0] || "/";
const chart = "[data-chart], [data-chart-funnel]";

const test = base.extend<object, { sample: TestProject }>({
  sample: [
    async ({ cairn }, use) => {
      const project = await makeProject(cairn);
      await loadSample(project);
      await use(project);
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

test("Lighthouse, signed in, as a phone and as a desktop", async ({ cairn, sample }) => {
  const module = (await import(process.env.CAIRN_LIGHTHOUSE ?? "lighthouse")) as { default: Lighthouse };
  const port = await freePort();
  await withOwnProfile([`--remote-debugging-port=${port}`], async (context) => {
    await signInQuickly(context, cairn.url);
    const misses: string[] = [];
    for (const path of measured) {
      for (const form of ["mobile", "desktop"] as const) {
        const { lhr } = await module.default(
          `${cairn.url}/p/${sample.slug}${path}`,
          {
            port,
            logLevel: "error",
            // The cookie of the session must live.
            disableStorageReset: true,
            onlyCategories: Object.keys(targets[form]),
          },
          form === "desktop" ? { extends: "lighthouse:default", settings: desktop } : undefined,
        );
        for (const [category, target] of Object.entries(targets[form])) {
          const score = Math.round((lhr.categories[category]?.score ?? 0) * 100);
          const line = `${nameOf(path)} ${form} ${category}: ${score} of ${target}`;
          console.log(line);
          if (score < target) misses.push(`${line}: ${failedAudits(lhr, category).join(", ")}`);
        }
      }
    }
    expect(misses).toEqual([]);
  });
});

test("The largest part is painted early, and every press is answered at once", async ({ cairn, sample }) => {
  await withOwnProfile([], async (context) => {
    await signInQuickly(context, cairn.url);
    const page = await context.newPage();
    await page.addInitScript(observe);
    const open = (path: string) => page.goto(`${cairn.url}/p/${sample.slug}${path}`);

    // Once for the browser's cache of code, as every visit but the first finds it.
    for (const path of measured) {
      await open(path);
      await expect(page.locator(chart).first()).toBeVisible();
    }
    for (const path of measured) {
      await open(path);
      await expect(page.locator(chart).first()).toBeVisible();
      const paint = await page.evaluate(() => window.cairnPaint);
      console.log(`${nameOf(path)} largest contentful paint: ${Math.round(paint)} ms`);
      expect
        .soft(paint, `largest contentful paint of ${nameOf(path)}`)
        .toBeLessThanOrEqual(maxPaintMilliseconds);
    }

    await open("");
    await expect(page.locator(chart).first()).toBeVisible();
    await press(page, "the overview", [
      page.locator("[data-figure=sessions]"),
      page.getByRole("radio", { name: "7 days" }),
      page.getByRole("button", { name: "Compare" }),
      page.getByRole("button", { name: "Show as a table" }),
      page.getByRole("button", { name: /^Measure:/ }),
    ]);
    await open("/trends");
    await expect(page.locator("[data-answer=drawn]")).toBeVisible();
    await press(page, "trends", [
      page.locator("[data-event-picker]").first(),
      page.getByRole("option").nth(2),
      page.getByRole("button", { name: "Filter", exact: true }).first(),
    ]);
    await open(funnel);
    await expect(page.locator("[data-answer=drawn]")).toBeVisible();
    await press(page, "funnels", [
      page.locator("[data-event-picker]").first(),
      page.getByRole("option").nth(2),
    ]);
  });
});

/** What kept a category from its full score. */
function failedAudits({ categories, audits }: Lhr, category: string): string[] {
  return (categories[category]?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
    .map(({ id }) => id);
}

/** Clicks one after the other and reads the slowest answer that was painted. */
async function press(page: Page, where: string, targets: ReturnType<Page["locator"]>[]): Promise<void> {
  await page.evaluate(() => (window.cairnInteraction = 0));
  for (const target of targets) {
    await target.click();
    // Two frames: the answer to the press is on the screen.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
    );
  }
  const slowest = await page.evaluate(() => window.cairnInteraction);
  console.log(`${where}: slowest interaction to next paint ${Math.round(slowest)} ms`);
  expect
    .soft(slowest, `interaction to next paint on ${where}`)
    .toBeLessThanOrEqual(maxInteractionMilliseconds);
}

declare global {
  interface Window {
    cairnPaint: number;
    cairnInteraction: number;
  }
}

/** Runs in the page before its scripts: keeps the largest paint and the slowest interaction. */
function observe(): void {
  window.cairnPaint = 0;
  window.cairnInteraction = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.cairnPaint = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const isInteraction = (entry as PerformanceEventTiming & { interactionId?: number }).interactionId;
      if (isInteraction) window.cairnInteraction = Math.max(window.cairnInteraction, entry.duration);
    }
  }).observe({ type: "event", buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
}

/** What Lighthouse calls desktop. */
const desktop = {
  formFactor: "desktop",
  screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
  throttling: { rttMs: 40, throughputKbps: 10_240, cpuSlowdownMultiplier: 1 },
};

/** A browser whose pages share one cookie jar with what Lighthouse opens. */
async function withOwnProfile(
  args: string[],
  run: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "cairn-speed-"));
  const launch = test.info().project.use.launchOptions as LaunchOptions | undefined;
  const context = await chromium.launchPersistentContext(folder, {
    ...launch,
    args: [...(launch?.args ?? []), ...args],
    viewport: { width: 1440, height: 900 },
  });
  try {
    await run(context);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
