import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/**
 * Puts a classic, blocking script into the head, from a file of its own: it runs before the first paint, and a content
 * policy without 'unsafe-inline' allows it. In a build the file is hashed like every other asset.
 */
export function bootScript(path: string): Plugin {
  let reference: string | undefined;
  return {
    name: "cairn-boot-script",
    buildStart() {
      if (this.meta.watchMode || this.environment.config.command !== "build") return;
      reference = this.emitFile({ type: "asset", name: "boot.js", source: readFileSync(path, "utf8") });
    },
    transformIndexHtml: {
      order: "post",
      handler(_html, context) {
        const built = Object.values(context.bundle ?? {}).find(
          (file) => file.type === "asset" && file.names.includes("boot.js"),
        );
        const src = reference && built ? `/${built.fileName}` : `/${path}`;
        return [{ tag: "script", attrs: { src }, injectTo: "head-prepend" }];
      },
    },
  };
}
