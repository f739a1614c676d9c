import { defineConfig } from "vitest/config";

// Tools demand a default export here.
export default defineConfig({
  cacheDir: "../artifacts/vite-sdk",
  test: { environment: "node", include: ["*/test/**/*.test.ts"] },
});
