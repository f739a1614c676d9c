// Weighs the browser SDK as a browser receives it (gzip -9, bytes) and fails when a part is over its budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

const at = (path) => new URL(path, import.meta.url).pathname;
const weigh = (code) => gzipSync(code, { level: 9 }).length;

/** The core as an app bundles it: everything that index.js exports. */
async function bundled(path) {
  const built = await rolldown({ input: at(path) });
  return (await built.generate({ format: "esm", minify: true })).output[0].code;
}

const served = (name) => readFileSync(at(`dist/${name}`));
const rows = [
  ["@cairn/browser, the core", weigh(await bundled("browser/dist/index.js")), 1638],
  ["cairn.js", weigh(served("cairn.js")), 1638],
  ["cairn.leave.js", weigh(served("cairn.leave.js")), 640],
  ["cairn.autocapture.js", weigh(served("cairn.autocapture.js")), 900],
  ["cairn.vitals.js", weigh(served("cairn.vitals.js")), 1000],
  ["cairn.exceptions.js", weigh(served("cairn.exceptions.js")), 640],
  ["cairn.feedback.js", weigh(served("cairn.feedback.js")), 500],
  ["cairn.full.js", weigh(served("cairn.full.js")), 4500],
];

for (const [name, size, budget] of rows) {
  const over = size > budget;
  console.log(
    `${over ? "OVER " : "ok   "}${name.padEnd(28)}${String(size).padStart(6)} of ${budget} bytes, gzip`,
  );
  if (over) process.exitCode = 1;
}
