/** Of Rolldown's context, what is needed here. */
interface ModuleGraph {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null;
}

/** Parts that are heavy by themselves: they keep chunks of their own, fetched when they are drawn. */
const heavy =
  /[\\/]node_modules[\\/](echarts|zrender|uplot|@codemirror|@lezer|codemirror|@microsoft|react-day-picker|date-fns|react-grid-layout|react-draggable|react-resizable)[\\/]/;

/**
 * How modules are put into files. A request costs more than a few kilobytes, so what the first page needs is one file and
 * what several pages share comes in few: modules used by the same pages together, small remainders with their nearest
 * neighbour. What only one page uses stays with that page.
 */
export function sharedChunks(entry: RegExp) {
  let first: Set<string> | undefined;

  /** Everything that the entry imports, directly or not; what is imported lazily is not of it. */
  const reach = (id: string, graph: ModuleGraph, seen: Set<string>) => {
    if (seen.has(id)) return seen;
    seen.add(id);
    for (const next of graph.getModuleInfo(id)?.importedIds ?? []) reach(next, graph, seen);
    return seen;
  };

  return [
    {
      debugName: "app",
      priority: 20,
      name: (id: string, graph: ModuleGraph) => {
        if (!first && entry.test(id)) first = reach(id, graph, new Set());
        return first?.has(id) ? "app" : null;
      },
    },
    {
      name: "shared",
      test: (id: string) => !heavy.test(id),
      minShareCount: 2,
      entriesAware: true,
      entriesAwareMergeThreshold: 25_000,
      priority: 10,
    },
  ];
}
