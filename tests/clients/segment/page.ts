import { AnalyticsBrowser } from "@segment/analytics-next";

declare global {
  interface Window {
    AnalyticsBrowser: typeof AnalyticsBrowser;
    segment: AnalyticsBrowser;
  }
}
window.AnalyticsBrowser = AnalyticsBrowser;
