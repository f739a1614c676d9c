import type { EChartsCoreOption } from "./echarts";

export interface SankeyNode {
  id: string;
  name: string;
  /** The column it stands in, from 0. */
  depth: number;
  /** A CSS colour. */
  colour: string;
}

export interface SankeyLink {
  from: string;
  to: string;
  value: number;
}

/** Px that a column needs for its labels to be read. */
const columnWidth = 140;

export function sankeyWidth(nodes: readonly SankeyNode[], available: number): number {
  const columns = Math.max(1, ...nodes.map((node) => node.depth + 1));
  return Math.max(available, columns * columnWidth);
}

/** High enough that the column with the most nodes keeps its labels apart. */
export function sankeyHeight(nodes: readonly SankeyNode[]): number {
  const perColumn = new Map<number, number>();
  for (const { depth } of nodes) perColumn.set(depth, (perColumn.get(depth) ?? 0) + 1);
  return Math.min(900, Math.max(280, Math.max(0, ...perColumn.values()) * 34 + 32));
}

export function sankeyOption(
  nodes: readonly SankeyNode[],
  links: readonly SankeyLink[],
  width: number,
  colour: (css: string) => string,
): EChartsCoreOption {
  const columns = Math.max(1, ...nodes.map((node) => node.depth + 1));
  const names = new Map(nodes.map((node) => [node.id, node.name]));
  const labelWidth = Math.max(70, width / columns - 34);
  return {
    series: [
      {
        type: "sankey",
        left: 2,
        right: labelWidth + 8,
        top: 10,
        bottom: 10,
        nodeWidth: 12,
        nodeGap: 18,
        nodeAlign: "left",
        draggable: false,
        // The order of the answer: the largest first. Shuffling them for fewer crossings would move what the reader walks.
        layoutIterations: 0,
        emphasis: { focus: "trajectory", lineStyle: { opacity: 0.6 } },
        blur: { lineStyle: { opacity: 0.08 }, itemStyle: { opacity: 0.3 }, label: { opacity: 0.35 } },
        lineStyle: { color: "source", opacity: 0.26, curveness: 0.5 },
        label: {
          color: colour("var(--ink)"),
          fontSize: 12,
          width: labelWidth,
          overflow: "truncate",
          formatter: ({ name }: { name: string }) => names.get(name) ?? name,
          textBorderColor: colour("var(--surface)"),
          textBorderWidth: 3,
        },
        data: nodes.map((node) => ({
          name: node.id,
          depth: node.depth,
          itemStyle: { color: colour(node.colour), borderWidth: 0 },
        })),
        links: links.map((link) => ({ source: link.from, target: link.to, value: link.value })),
      },
    ],
  };
}
