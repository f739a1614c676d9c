import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";

/** Draws every page into docs/screenshots: `npm run screenshots`. Takes the place of no test. */
export default defineConfig({
  ...tests,
  testMatch: "screenshots.ts",
  outputDir: "../../artifacts/screenshots",
  timeout: 600_000,
  use: { ...tests.use, screenshot: "off", trace: "off" },
});
