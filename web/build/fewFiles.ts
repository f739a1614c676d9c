import { fileURLToPath } from "node:url";

/** Of the bundler's context, what is needed here. */
interface ModuleGraph {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null;
}

const entry = fileURLToPath(new URL("../src/main.tsx", import.meta.url));

/** Parts that are heavy by themselves: they keep files of their own, fetched when they are drawn. */
const heavy =
  /\/node_modules\/(echarts|zrender|tslib|uplot|@codemirror|@lezer|codemirror|style-mod|crelt|w3c-keyname|@microsoft|react-day-picker|date-fns|@date-fns|react-grid-layout|react-draggable|react-resizable|fast-equals|clsx|prop-types)\//;

/**
 * How modules are put into files: a request costs more than a few kilobytes. What the first page needs is one file; the parts of
 * which pages are made come in three: libraries, small parts, and the question builder; what only some pages use stays with them. Each file imports only from
 * those before it, so that none runs before what it needs.
 */
export function fewFiles() {
  let first: Set<string> | undefined;
  return [
    {
      name: (id: string, graph: ModuleGraph) => {
        first ??= reach(entry, graph, new Set());
        return first.has(id) ? "app" : null;
      },
      priority: 30,
    },
    {
      name: "libraries",
      test: (id: string) => id.includes("/node_modules/") && !heavy.test(id),
      minShareCount: 2,
      priority: 20,
    },
    {
      name: "parts",
      test: (id: string) => /\/src\/(lib|api|components|theme)\//.test(id),
      minShareCount: 2,
      priority: 10,
    },
    {
      name: "builder",
      test: (id: string) => /\/src\/(query-builder|features\/(report|frame))\//.test(id),
      minShareCount: 3,
      priority: 5,
    },
  ];
}

/** Everything that a module imports, directly or not; what is imported lazily is not of it. */
function reach(id: string, graph: ModuleGraph, seen: Set<string>): Set<string> {
  if (seen.has(id)) return seen;
  seen.add(id);
  for (const next of graph.getModuleInfo(id)?.importedIds ?? []) reach(next, graph, seen);
  return seen;
}
