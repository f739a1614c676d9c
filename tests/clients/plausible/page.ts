import * as plausible from "@plausible-analytics/tracker";

type Tracker = Pick<typeof plausible, "init" | "track">;

declare global {
  interface Window {
    tracker: Tracker;
  }
}
window.tracker = plausible;
