// Weighs the built app as a browser receives it (gzip) and fails when a part is over its budget.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url).pathname;
const budget = { initial: 150_000, lazy: 230_000, styles: 20_000 };

const weigh = (path) => gzipSync(readFileSync(join(dist, path)), { level: 9 }).length;
const html = readFileSync(join(dist, "index.html"), "utf8");
const files = readdirSync(join(dist, "assets")).map((name) => `assets/${name}`);

if (/<script(?![^>]*\ssrc=)[^>]*>/.test(html)) {
  console.error("index.html holds an inline script, which the content policy forbids.");
  process.exitCode = 1;
}

const rows = [];
const initial = files.filter((file) => file.endsWith(".js") && html.includes(file));
rows.push(["initial JavaScript", initial.reduce((sum, file) => sum + weigh(file), 0), budget.initial]);
for (const file of files.filter((name) => name.endsWith(".js") && !html.includes(name))) {
  rows.push([file.slice("assets/".length), weigh(file), budget.lazy]);
}
rows.push([
  "all styles",
  files.filter((file) => file.endsWith(".css")).reduce((sum, file) => sum + weigh(file), 0),
  budget.styles,
]);

for (const [name, size, limit] of rows) {
  const over = size > limit;
  console.log(
    `${over ? "OVER " : "ok   "}${name.padEnd(36)}${(size / 1000).toFixed(1).padStart(7)} KB of ${limit / 1000} KB`,
  );
  if (over) process.exitCode = 1;
}
