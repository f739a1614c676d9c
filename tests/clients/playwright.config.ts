import browser from "../e2e/playwright.config.ts";

/** The page must be on another origin than Cairn, and not on one that says localhost. */
const resolveShop = "--host-resolver-rules=MAP shop.example.test 127.0.0.1";

/**
 * Some clients send nothing for a browser that says it is driven by a program. Said as arguments: what is set for a page through the
 * debugger is gone when the page is left, just when its last events are due.
 */
const likeAPerson = [
  "--disable-blink-features=AutomationControlled",
  "--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
];

export default {
  ...browser,
  outputDir: "../../artifacts/clients",
  globalSetup: "./harness/one-cairn.ts",
  fullyParallel: true,
  // Clients mostly wait for their own timers.
  workers: 4,
  timeout: 60_000,
  use: {
    ...browser.use,
    screenshot: "off",
    trace: "off",
    launchOptions: {
      ...browser.use?.launchOptions,
      args: [...(browser.use?.launchOptions?.args ?? []), resolveShop, ...likeAPerson],
    },
  },
} satisfies typeof browser;
