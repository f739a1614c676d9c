import type { Cairn } from "./types.ts";

interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
}

interface Interaction extends PerformanceEntry {
  interactionId?: number;
}

/**
 * `$web_vitals`, once per loaded page, when it is first hidden: `$web_vitals_LCP_value`, `…_INP_value`, `…_FCP_value`, `…_TTFB_value` in milliseconds and
 * `…_CLS_value` without a unit. What a browser does not measure, or what did not happen, is missing. Computed as web.dev defines them.
 */
export function webVitals(cairn: Pick<Cairn, "track">): void {
  const activated =
    (performance.getEntriesByType("navigation")[0] as { activationStart?: number } | undefined)
      ?.activationStart ?? 0;
  const sinceActivated = (time: number) => Math.max(0, Math.round(time - activated));
  let hidden = document.hidden;
  let largestPaint: number | undefined;
  let firstPaint: number | undefined;
  let shift: number | undefined;
  let windowShift = 0;
  let windowStart = 0;
  let windowEnd = 0;
  let settled = false;
  /** The slowest of each interaction; the ten slowest suffice for the 98th percentile of 500 interactions. */
  const interactions = new Map<number, number>();
  let interactionCount = 0;

  const handle = {
    "largest-contentful-paint": (entry: PerformanceEntry) => {
      if (!settled && !hidden) largestPaint = sinceActivated(entry.startTime);
    },
    paint: (entry: PerformanceEntry) => {
      if (entry.name === "first-contentful-paint" && !hidden) firstPaint = sinceActivated(entry.startTime);
    },
    "layout-shift": (entry: PerformanceEntry) => {
      const { value, hadRecentInput, startTime } = entry as LayoutShift;
      if (hadRecentInput) return;
      // The worst window: shifts less than a second apart, within five seconds.
      if (startTime - windowEnd >= 1000 || startTime - windowStart >= 5000) {
        windowShift = 0;
        windowStart = startTime;
      }
      windowEnd = startTime;
      windowShift += value;
      shift = Math.max(shift ?? 0, windowShift);
    },
    event: (entry: PerformanceEntry) => {
      const { interactionId, duration } = entry as Interaction;
      if (!interactionId) return;
      if (!interactions.has(interactionId)) interactionCount++;
      interactions.set(interactionId, Math.max(interactions.get(interactionId) ?? 0, duration));
      if (interactions.size > 10)
        interactions.delete([...interactions].reduce((least, one) => (one[1] < least[1] ? one : least))[0]);
    },
  };

  const observers: { observer: PerformanceObserver; take: (entry: PerformanceEntry) => void }[] = [];
  for (const [type, take] of Object.entries(handle)) {
    if (!globalThis.PerformanceObserver?.supportedEntryTypes?.includes(type)) continue;
    if (type === "layout-shift") shift = 0;
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(take));
    observer.observe({ type, buffered: true, ...(type === "event" ? { durationThreshold: 16 } : {}) });
    observers.push({ observer, take });
  }

  // After the first input the largest paint is whatever the visitor made of the page.
  for (const type of ["keydown", "click"])
    addEventListener(type, () => (settled = true), { capture: true, once: true });

  const report = () => {
    if (!document.hidden && !leaving) return;
    if (hidden) return;
    for (const { observer, take } of observers) {
      observer.takeRecords().forEach(take);
      observer.disconnect();
    }
    hidden = true;
    const slowest = [...interactions.values()].sort((a, b) => b - a);
    const navigation = performance.getEntriesByType("navigation")[0] as
      PerformanceNavigationTiming | undefined;
    cairn.track("$web_vitals", {
      $web_vitals_LCP_value: largestPaint,
      $web_vitals_FCP_value: firstPaint,
      $web_vitals_CLS_value: shift === undefined ? undefined : Math.round(shift * 10_000) / 10_000,
      $web_vitals_INP_value: slowest[Math.min(slowest.length - 1, Math.floor(interactionCount / 50))],
      $web_vitals_TTFB_value: navigation && sinceActivated(navigation.responseStart),
    });
  };
  let leaving = false;
  addEventListener("visibilitychange", report, true);
  addEventListener(
    "pagehide",
    () => {
      leaving = true;
      report();
    },
    true,
  );
}
