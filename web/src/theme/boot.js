// Runs before the first paint, so that a dark page never flashes white. Keep in step with theme.ts.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem("cairn.theme");
  } catch {
    // Storage is forbidden: follow the system.
  }
  var dark =
    choice === "dark" || (choice !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
