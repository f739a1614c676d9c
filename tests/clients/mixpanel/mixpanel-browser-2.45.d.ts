declare module "mixpanel-browser-2.45" {
  export { default } from "mixpanel-browser";
}
