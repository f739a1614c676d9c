import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";

/** Measures the pages on the sample project: `npm run speed`. On a machine that does nothing else, or the figures mean little. */
export default defineConfig({
  ...tests,
  testMatch: "speed.ts",
  outputDir: "../../artifacts/speed",
  timeout: 900_000,
  use: { ...tests.use, screenshot: "off", trace: "off" },
});
