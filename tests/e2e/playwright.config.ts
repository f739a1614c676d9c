import { defineConfig } from "@playwright/test";

/** Debian's Chromium; a browser of Playwright's own is never downloaded. */
const chromium = process.env.CAIRN_CHROMIUM ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: ".",
  outputDir: "../../artifacts/e2e",
  // Each has a server of its own. Most of a test is waiting, so two share two cores well.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // A second try on a busy machine; ./dev test names every test that needed it.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    browserName: "chromium",
    locale: "en-US",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
