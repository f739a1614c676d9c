import { expect, type Page } from "../../e2e/fixtures.ts";
import type { Shop } from "./shop.ts";

/** A visitor's browser. Whatever its console or its network complains about fails the test, unless the test said it would. */
export class Browsing {
  readonly page: Page;
  readonly #shop: Shop;
  readonly #complaints: string[] = [];
  readonly #expected: RegExp[] = [];

  constructor(page: Page, shop: Shop) {
    this.page = page;
    this.#shop = shop;
    page.on("console", (message) => {
      if (message.type() === "error")
        this.#complaints.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (fault) => this.#complaints.push(`thrown: ${fault.message}`));
    page.on("requestfailed", (request) =>
      this.#complaints.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ""}`),
    );
    page.on("response", (answer) => {
      if (answer.status() >= 400) this.#complaints.push(`answered ${answer.status()}: ${answer.url()}`);
    });
  }

  /** Opens a page whose only script is `script`, a path from tests/clients. */
  async open(script: string, path = "/", query = ""): Promise<Page> {
    await this.page.goto(this.#shop.page(script, path, query));
    return this.page;
  }

  /** To another site: whatever a client keeps back it has to send now. */
  async leave(): Promise<void> {
    await this.page.goto(this.#shop.page(""));
  }

  /** Sets the visitor's clock ahead, before the first page is opened. */
  async setClockAhead(milliseconds: number): Promise<void> {
    await this.page.addInitScript((ahead) => {
      const RealDate = Date;
      globalThis.Date = class extends RealDate {
        constructor(...parts: []) {
          if (parts.length === 0) super(RealDate.now() + ahead);
          else super(...parts);
        }
        static override now = () => RealDate.now() + ahead;
      } as DateConstructor;
    }, milliseconds);
  }

  expectComplaint(...of: RegExp[]): void {
    this.#expected.push(...of);
  }

  expectNoComplaints(): void {
    expect(this.#complaints.filter((one) => !this.#expected.some((expected) => expected.test(one)))).toEqual(
      [],
    );
  }
}
