import type { PathsAnswer } from "@/api/types";
import { otherColour, seriesColour } from "@/charts/palette";
import type { SankeyLink, SankeyNode } from "@/charts/sankeyOption";

/** More bands than this are no picture any more; the table has them all. */
const mostLinks = 60;
const colours = 9;

export interface PathDrawing {
  nodes: SankeyNode[];
  links: SankeyLink[];
  /** How many links the answer has beyond those drawn. */
  left: number;
}

/** The strongest links and their nodes, the largest of each step on top; a name has one colour wherever it stands. */
export function pathDrawing(answer: PathsAnswer, nameOf: (name: string) => string): PathDrawing {
  const links = answer.links.slice(0, mostLinks);
  const weights = nodeWeights(links);
  const nodes = answer.nodes.filter((node) => weights.has(node.id));
  const byName = new Map<string, number>();
  for (const node of nodes) byName.set(node.name, (byName.get(node.name) ?? 0) + (weights.get(node.id) ?? 0));
  const ranked = [...byName].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const colourOf = (name: string) => {
    const rank = ranked.indexOf(name);
    return name === "..." || rank >= colours ? otherColour : seriesColour(rank);
  };
  return {
    nodes: nodes
      .toSorted((a, b) => a.step - b.step || (weights.get(b.id) ?? 0) - (weights.get(a.id) ?? 0))
      .map((node) => ({
        id: node.id,
        name: nameOf(node.name),
        depth: node.step - 1,
        colour: colourOf(node.name),
      })),
    links: links.map(({ from, to, count }) => ({ from, to, value: count })),
    left: answer.links.length - links.length,
  };
}

/** How many sessions a node is drawn with: those that came or those that went on, whichever are more. */
export function nodeWeights(links: readonly SankeyLink[] | PathsAnswer["links"]): Map<string, number> {
  const [into, outOf] = [new Map<string, number>(), new Map<string, number>()];
  for (const link of links) {
    const count = "count" in link ? link.count : link.value;
    outOf.set(link.from, (outOf.get(link.from) ?? 0) + count);
    into.set(link.to, (into.get(link.to) ?? 0) + count);
  }
  return new Map(
    [...new Set([...into.keys(), ...outOf.keys()])].map((id) => [
      id,
      Math.max(into.get(id) ?? 0, outOf.get(id) ?? 0),
    ]),
  );
}

/**
 * How names are written: pages of the host that most names have by their path, those of others by host and path, everything else
 * as it is. A tie goes to the host that comes first.
 */
export function nameWriter(names: readonly string[]): (name: string) => string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const host = splitPage(name)?.host;
    if (host) counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  const [home] = [...counts].reduce<[string, number]>(
    (most, next) => (next[1] > most[1] ? next : most),
    ["", 0],
  );
  return (name) => {
    const page = splitPage(name);
    if (!page) return name;
    return page.host === home ? page.path || "/" : page.host + page.path;
  };
}

function splitPage(name: string): { host: string; path: string } | null {
  const [, host, path] = /^[a-z][a-z0-9+.-]*:\/\/([^/]+)(.*)$/i.exec(name) ?? [];
  return host === undefined ? null : { host, path: path ?? "" };
}
