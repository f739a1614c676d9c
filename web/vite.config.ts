import react from "@vitejs/plugin-react";
import tailwindcss from "@tailwindcss/vite";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { bootScript } from "./build/bootScript.ts";
import { compressed } from "./build/compressed.ts";
import { fewFiles } from "./build/fewFiles.ts";

/** Where `npm run dev` finds a running Cairn; the built app is served by the server itself. */
const server = process.env.CAIRN_DEV_SERVER ?? "http://127.0.0.1:7717";

export default defineConfig({
  plugins: [bootScript("src/theme/boot.js"), react(), tailwindcss(), compressed()],
  // Beside node_modules, which several checkouts may share.
  cacheDir: "../artifacts/vite",
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2022",
    // Nothing inline: the server's content policy allows scripts, styles, fonts and images from its own origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: { groups: fewFiles() },
      },
    },
  },
  server: {
    // The host stays that of the page: the server takes a cookie only with its own origin.
    proxy: Object.fromEntries(
      ["/api", "/ingest", "/openapi", "/hubs", "/readyz"].map((path) => [
        path,
        { target: server, changeOrigin: false, ws: path === "/hubs" },
      ]),
    ),
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
