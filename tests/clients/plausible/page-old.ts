import Plausible from "plausible-tracker";

declare global {
  interface Window {
    Plausible: typeof Plausible;
  }
}
window.Plausible = Plausible;
