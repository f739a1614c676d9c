// Builds the packages (dist/*.js and .d.ts beside each package.json) and the scripts that Cairn serves (dist/*.js, minified).
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.mjs";

const here = import.meta.dirname;
const packages = ["browser", "node", "react"];
const extras = ["leave", "autocapture", "vitals", "exceptions", "feedback"];

for (const name of packages) {
  rmSync(join(here, name, "dist"), { recursive: true, force: true });
  execFileSync(
    process.execPath,
    [join(here, "node_modules/typescript/bin/tsc"), "-p", join(here, name, "tsconfig.json")],
    {
      stdio: "inherit",
    },
  );
}

const served = join(here, "dist");
rmSync(served, { recursive: true, force: true });
mkdirSync(served);
const scripts = {
  "cairn.js": "browser/src/script.ts",
  "cairn.full.js": "browser/src/served/full.ts",
  ...Object.fromEntries(extras.map((name) => [`cairn.${name}.js`, `browser/src/served/${name}.ts`])),
};
for (const [name, input] of Object.entries(scripts)) writeFileSync(join(served, name), await bundle(input));
console.log(`built ${packages.join(", ")}; scripts: ${readdirSync(served).join(", ")}`);
