import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pageLeave } from "../src/leave.ts";
import { navigation } from "../src/navigation.ts";
import type { Properties } from "../src/types.ts";

/** The parts of a browser that tell which page is in sight. */
class Tab extends EventTarget {
  readonly document = { title: "Shop", hidden: false, documentElement: { scrollHeight: 2_000 } };
  readonly location = { href: "https://shop.example.com/", pathname: "/", hash: "" };
  scrollY = 0;
  now = 0;
  /** What was told, in order: the page's path, or the seconds and percent of a page that was left. */
  readonly told: (string | [string, number, number])[] = [];
  readonly history = {
    pushState: (_: unknown, __: string, path: string) => this.#move(path),
    replaceState: (_: unknown, __: string, path: string) => this.#move(path),
  };
  readonly cairn = {
    page: () => void this.told.push(this.location.pathname + this.location.hash),
    track: (_: string, given?: Properties) =>
      void this.told.push([
        new URL(String(given?.url)).pathname,
        Number(given?.$time_on_page),
        Number(given?.$max_scroll),
      ]),
  };

  #move(path: string): void {
    const { href, pathname, hash } = new URL(path, this.location.href);
    Object.assign(this.location, { href, pathname, hash });
  }

  open(): void {
    vi.stubGlobal("document", this.document);
    vi.stubGlobal("location", this.location);
    vi.stubGlobal("history", this.history);
    vi.stubGlobal("innerHeight", 500);
    vi.stubGlobal("performance", { now: () => this.now });
    vi.stubGlobal("addEventListener", this.addEventListener.bind(this));
    Object.defineProperty(globalThis, "scrollY", { get: () => this.scrollY, configurable: true });
  }

  emit(type: string): void {
    this.dispatchEvent(new Event(type));
  }

  hide(hidden: boolean): void {
    this.document.hidden = hidden;
    this.emit("visibilitychange");
  }
}

let tab: Tab;
beforeEach(() => {
  tab = new Tab();
  tab.open();
});
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(globalThis, "scrollY");
});

test("A page view is told where the path differs, and not where only the query or the place in the page does", () => {
  navigation(tab.cairn);
  history.pushState({}, "", "/cart");
  history.replaceState({}, "", "/cart?step=2");
  history.pushState({}, "", "/cart?step=2#top");
  history.pushState({}, "", "/");
  tab.location.pathname = "/cart";
  tab.emit("popstate");
  expect(tab.told).toEqual(["/", "/cart", "/", "/cart"]);
});

test("Where the part after # is the page, it counts", () => {
  navigation(tab.cairn, { hash: true });
  history.pushState({}, "", "/#/cart");
  history.pushState({}, "", "/#/pay");
  expect(tab.told).toEqual(["/", "/#/cart", "/#/pay"]);
});

test("A page that was loaded out of sight counts when it is seen", () => {
  tab.document.hidden = true;
  navigation(tab.cairn);
  expect(tab.told).toEqual([]);
  tab.hide(false);
  tab.hide(true);
  tab.hide(false);
  expect(tab.told).toEqual(["/"]);
});

test("Coming back to a page that the browser kept is a view of its own", () => {
  navigation(tab.cairn);
  tab.emit("pagehide");
  tab.hide(true);
  tab.hide(false);
  expect(tab.told).toEqual(["/", "/"]);
});

test("Leaving tells the seconds in sight and how far down somebody was, for each page its own", () => {
  pageLeave(tab.cairn);
  navigation({ page: () => tab.cairn.page() });
  tab.now = 3_000;
  tab.hide(true);
  tab.now = 60_000;
  tab.hide(false);
  tab.scrollY = 1_000;
  tab.emit("scroll");
  tab.scrollY = 0;
  tab.emit("scroll");
  tab.now = 62_500;
  history.pushState({}, "", "/cart");
  tab.now = 63_000;
  tab.emit("pagehide");
  tab.hide(true);
  tab.emit("pagehide");
  expect(tab.told).toEqual(["/", ["/", 5.5, 75], "/cart", ["/cart", 0.5, 25]]);
});

test("Page leave that comes late knows the page in sight", () => {
  pageLeave(tab.cairn, true);
  tab.now = 1_000;
  tab.emit("pagehide");
  expect(tab.told).toEqual([["/", 1, 25]]);
});
