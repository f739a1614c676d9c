import * as amplitude from "@amplitude/analytics-browser";

declare global {
  interface Window {
    amplitude: typeof amplitude;
  }
}
window.amplitude = amplitude;
