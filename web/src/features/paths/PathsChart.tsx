import { useRef } from "react";
import type { PathsAnswer } from "@/api/types";
import type { MenuPlace } from "@/charts/PointMenu";
import { SankeyChart, type SankeyPlace } from "@/charts/SankeyChart";
import { formatDuration, formatNumber } from "@/lib/format";
import { nodeWeights, type PathDrawing } from "./pathDrawing";

interface PathsChartProps {
  answer: PathsAnswer;
  drawing: PathDrawing;
  nameOf: (name: string) => string;
  onNode: (id: string, place: MenuPlace) => void;
  onLink: (link: { from: string; to: string }) => void;
}

/** The paths as a drawing that can be walked. */
export function PathsChart({ answer, drawing, nameOf, onNode, onLink }: PathsChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const weights = nodeWeights(answer.links);
  const names = new Map(answer.nodes.map((node) => [node.id, node.name]));
  const written = (id: string) => nameOf(names.get(id) ?? id);

  const tip = (place: SankeyPlace) => {
    if ("node" in place) {
      return {
        title: names.get(place.node) ?? place.node,
        text: `${formatNumber(weights.get(place.node) ?? 0)} sessions`,
      };
    }
    const link = answer.links.find((item) => item.from === place.from && item.to === place.to);
    if (!link) return null;
    return {
      title: `${written(link.from)} → ${written(link.to)}`,
      text: (
        <>
          <div className="text-base font-semibold tabular-nums">{formatNumber(link.count)} sessions</div>
          <div className="text-muted">median {formatDuration(link.medianSeconds)}</div>
        </>
      ),
    };
  };
  const onPlace = (place: SankeyPlace) => {
    if (!("node" in place)) return onLink(place);
    const canvas = host.current?.querySelector("canvas")?.getBoundingClientRect();
    onNode(place.node, { x: (canvas?.left ?? 0) + place.x, y: (canvas?.top ?? 0) + place.y });
  };
  return (
    <div ref={host}>
      <SankeyChart
        label="Ways of sessions from step to step"
        nodes={drawing.nodes}
        links={drawing.links}
        tip={tip}
        onPlace={onPlace}
      />
    </div>
  );
}
