import mixpanel from "mixpanel-browser-2.45";

window.mixpanel = mixpanel as typeof window.mixpanel;
