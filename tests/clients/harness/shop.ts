import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const clients = fileURLToPath(new URL("../", import.meta.url));

/** A small website that has a client bundled into it, as a page made with npm would. */
export class Shop {
  readonly #server = createServer(
    (request, response) =>
      void this.#answer(request.url ?? "/").then(
        ({ type, body }) => response.writeHead(200, { "Content-Type": type }).end(body),
        (fault: unknown) => response.writeHead(500).end(String(fault)),
      ),
  );
  readonly #bundles = new Map<string, Promise<string>>();

  static async open(): Promise<Shop> {
    const shop = new Shop();
    await new Promise<void>((resolve) => shop.#server.listen(0, "127.0.0.1", resolve));
    return shop;
  }

  get origin(): string {
    return `http://shop.example.test:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A page whose only script is `script`, a path from tests/clients. */
  page(script: string, path = "/", query = ""): string {
    const at = new URL(path, this.origin);
    at.search = query;
    at.searchParams.set("script", script);
    return at.href;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(path: string): Promise<{ type: string; body: string }> {
    const { pathname, searchParams } = new URL(path, this.origin);
    if (pathname.startsWith("/scripts/"))
      return { type: "text/javascript", body: await this.#bundle(pathname.slice(9)) };
    const script = searchParams.get("script");
    const tag = script ? `<script src="/scripts/${script}"></script>` : "";
    return {
      type: "text/html",
      body: `<!doctype html><html lang="en"><head><title>Shop</title><link rel="icon" href="data:,">${tag}</head><body><main><h1>Shop</h1><button id="buy">Buy</button><a id="out" href="http://other.example.test/">Away</a></main></body></html>`,
    };
  }

  #bundle(script: string): Promise<string> {
    const known = this.#bundles.get(script);
    if (known) return known;
    const made = build({
      entryPoints: [clients + script],
      bundle: true,
      write: false,
      format: "iife",
      target: "es2022",
      logLevel: "silent",
    }).then(({ outputFiles }) => outputFiles[0]!.text);
    this.#bundles.set(script, made);
    return made;
  }
}
