import mixpanel from "mixpanel-browser";

declare global {
  interface Window {
    mixpanel: typeof mixpanel;
  }
}
window.mixpanel = mixpanel;
