import { vi } from "vitest";
import type { Cairn, CairnEvent, Options } from "../src/types.ts";

export type Answer = { status: number; retryAfter?: string } | "unreachable";

/** A page without a browser: what the core asks of one, and nothing more. Time stands still until the test moves it. */
export class TestPage {
  readonly listeners = new Map<string, () => void>();
  readonly document = { title: "Shop", referrer: "https://news.example.com/", hidden: false };
  readonly location = { href: "https://shop.example.com/" };
  readonly navigator: Record<string, unknown>;
  /** What each request carried, those of beacons apart. */
  readonly requests: { address: string; sentAt: number; events: CairnEvent[] }[] = [];
  readonly beacons: CairnEvent[][] = [];
  answers: Answer[] = [];
  takesBeacons = true;

  readonly storage: Record<string, string>;

  constructor(storage: Record<string, string> = {}, navigator: Record<string, unknown> = {}) {
    this.storage = storage;
    this.navigator = {
      onLine: true,
      language: "en",
      doNotTrack: null,
      sendBeacon: (_: string, body: string) => {
        if (this.takesBeacons) this.beacons.push((JSON.parse(body) as { events: CairnEvent[] }).events);
        return this.takesBeacons;
      },
      ...navigator,
    };
  }

  /** The SDK, loaded anew as on a new page. */
  async open(options: Options = {}, key = "cwk_test"): Promise<Cairn> {
    vi.stubGlobal("document", this.document);
    vi.stubGlobal("location", this.location);
    vi.stubGlobal("navigator", this.navigator);
    vi.stubGlobal("screen", { width: 1440 });
    vi.stubGlobal("localStorage", this.storage);
    vi.stubGlobal("addEventListener", (name: string, listener: () => void) =>
      this.listeners.set(name, listener),
    );
    vi.stubGlobal("fetch", async (address: string, { body }: { body: string }) => {
      const { sent_at, events } = JSON.parse(body) as { sent_at: number; events: CairnEvent[] };
      this.requests.push({ address, sentAt: sent_at, events });
      const answer = this.answers.shift() ?? { status: 200 };
      if (answer === "unreachable") throw new TypeError("Failed to fetch");
      const headers: Record<string, string> = answer.retryAfter ? { "Retry-After": answer.retryAfter } : {};
      return new Response("{}", { status: answer.status, headers });
    });
    vi.resetModules();
    const { cairn } = await import("../src/core.ts");
    cairn.init(key, { host: "https://cairn.example.com", ...options });
    return cairn;
  }

  emit(name: "online" | "pagehide" | "visibilitychange"): void {
    this.listeners.get(name)?.();
  }

  hide(): void {
    this.document.hidden = true;
    this.emit("visibilitychange");
  }

  show(): void {
    this.document.hidden = false;
    this.emit("visibilitychange");
  }

  /** Everything that left the page, in order of requests. */
  get sent(): CairnEvent[] {
    return this.requests.flatMap(({ events }) => events);
  }

  get kept(): Record<string, unknown> {
    return JSON.parse(this.storage.cairn ?? "{}") as Record<string, unknown>;
  }
}
