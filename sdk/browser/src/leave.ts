import type { Cairn } from "./types.ts";

/**
 * `$pageleave` when a page is over, by a click that leads to the next one or because it is closed: `$time_on_page` in seconds while it was in sight,
 * `$max_scroll` in percent of its height, 0..100. Start it before `navigation`.
 * @param seen True: the page in sight has been told already.
 */
export function pageLeave(cairn: Pick<Cairn, "page" | "track">, seen = false): void {
  let url: string | undefined;
  let title = "";
  let inSight = 0;
  let since: number | undefined;
  let depth = 0;

  const scrolled = () => {
    const height = document.documentElement.scrollHeight;
    if (height > 0)
      depth = Math.max(depth, Math.min(100, Math.round(((scrollY + innerHeight) / height) * 100)));
  };
  const pause = () => {
    if (since !== undefined) inSight += performance.now() - since;
    since = undefined;
  };
  const resume = () => {
    if (!document.hidden) since ??= performance.now();
  };
  const start = () => {
    url = location.href;
    title = document.title;
    inSight = depth = 0;
    since = undefined;
    resume();
    scrolled();
  };
  const leave = () => {
    if (url === undefined) return;
    pause();
    cairn.track("$pageleave", {
      url,
      title,
      $time_on_page: Math.round(inSight / 10) / 100,
      $max_scroll: depth,
    });
    url = undefined;
  };

  const page = cairn.page;
  cairn.page = (properties) => {
    leave();
    page(properties);
    start();
  };
  // Capturing, so that the core's own listener, which sends, comes after.
  addEventListener("pagehide", leave, true);
  addEventListener("visibilitychange", () => (document.hidden ? pause() : resume()), true);
  addEventListener("scroll", scrolled, { passive: true });
  if (seen) start();
}
