// /cairn.js: the core and navigation for a page, started by the script's own tag:
// <script defer src="https://cairn.example.com/cairn.js" data-key="cwk_…"></script>
import { cairn } from "./core.ts";
import { navigation } from "./navigation.ts";
import type { Cairn, Options } from "./types.ts";

type Call = (cairn: Cairn) => void;
const page = window as { cairn?: unknown };
const waiting = page.cairn as Call[] | undefined;
page.cairn = cairn;

const tag = document.currentScript as HTMLScriptElement | null;
const data = tag?.dataset;
if (data?.key) {
  const options: Record<string, unknown> = { host: tag!.src.replace(/\/[^/]*$/, "") };
  for (const name in data) options[name] = data[name] !== "false" && (data[name] || true);
  cairn.init(data.key, options as Options);
  if (options.auto !== false) navigation(cairn, options);
}
waiting?.forEach(cairn.push);
