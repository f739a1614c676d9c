import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";

declare global {
  interface Window {
    RudderAnalytics: typeof RudderAnalytics;
    rudder: RudderAnalytics;
  }
}
window.RudderAnalytics = RudderAnalytics;
