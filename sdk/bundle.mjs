import { join } from "node:path";
import { rolldown } from "rolldown";

/** One minified script that leaves no name behind. */
export async function bundle(input, format = "iife") {
  const built = await rolldown({
    input: join(import.meta.dirname, input),
    logLevel: "warn",
    platform: "browser",
    treeshake: { moduleSideEffects: true },
    transform: { define: { "process.env.NODE_ENV": '"production"' } },
  });
  const { output } = await built.generate({ format, minify: true });
  // What the annotation was for is over.
  return output[0].code.replaceAll("/* @__PURE__ */ ", "").trim();
}

// node bundle.mjs INPUT: to standard output, for tests.
if (process.argv[1] === import.meta.filename) process.stdout.write(await bundle(process.argv[2]));
