import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { CatalogEvent, CatalogProperty } from "@/api/types";
import { formatCompact } from "@/lib/format";
import { functionCompletions } from "./dialect";
import { propertyPath } from "./views";

/** What of the project the editor can complete; replaced as it loads. */
export interface SqlNames {
  events: readonly CatalogEvent[];
  properties: readonly CatalogProperty[];
}

/** Names of events inside of quotes. */
export function completeEvents(names: () => SqlNames) {
  return (context: CompletionContext): CompletionResult | null => {
    const node = syntaxTree(context.state).resolveInner(context.pos, -1);
    if (node.name !== "String" || context.pos <= node.from) return null;
    const closed = context.state.sliceDoc(node.to - 1, node.to) === "'" && node.to - node.from > 1;
    return {
      from: node.from + 1,
      to: closed ? node.to - 1 : context.pos,
      options: names().events.map((event): Completion => ({
        label: event.name,
        apply: event.name.replaceAll("\\", "\\\\").replaceAll("'", "\\'"),
        detail: formatCompact(event.count),
        type: "constant",
      })),
      validFor: /^[^']*$/,
    };
  };
}

/** Properties behind `properties.`, with the type that aggregates need. */
export function completeProperties(names: () => SqlNames) {
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.matchBefore(/properties\.[\w.$`]*/);
    if (!before) return null;
    return {
      from: before.from,
      options: names()
        .properties.filter((property) => !property.builtIn)
        .map((property): Completion => ({
          label: `properties.${property.name}`,
          apply: propertyPath(property.name, property.types),
          detail: property.types.join(", "),
          type: "property",
        })),
      validFor: /^properties\.[\w.$`]*$/,
    };
  };
}

/** Functions, where a word is begun outside of quotes and behind no dot. */
export function completeFunctions(context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(/(?:^|[^\w.'`])\w+$/);
  if (!word || syntaxTree(context.state).resolveInner(context.pos, -1).name === "String") return null;
  const from = word.from + (/^\w/.test(word.text) ? 0 : 1);
  return { from, options: [...functionCompletions], validFor: /^\w*$/ };
}
