import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { ChartTip } from "./ChartTip";
import { computedColour } from "./palette";
import { sankeyHeight, sankeyOption, sankeyWidth, type SankeyLink, type SankeyNode } from "./sankeyOption";
import { useECharts } from "./useECharts";
import { useWidth } from "./useWidth";

/** A node or a link, and where it was pressed, in px from the top left of the chart. */
export type SankeyPlace = { x: number; y: number } & ({ node: string } | { from: string; to: string });

export interface SankeyChartProps {
  /** What is drawn, in one sentence, for those who cannot see it. */
  label: string;
  nodes: SankeyNode[];
  links: SankeyLink[];
  /** Title and text of the tip. */
  tip: (place: SankeyPlace) => { title: string; text: ReactNode } | null;
  onPlace?: (place: SankeyPlace) => void;
}

interface SankeyEvent {
  dataType?: string;
  data?: { name?: string; source?: string; target?: string };
  event?: { offsetX: number; offsetY: number };
}

/** Ways from step to step as bands, wide by their count. On a phone it is wider than the screen and scrolls within itself. */
export function SankeyChart({ label, nodes, links, tip, onPlace }: SankeyChartProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const available = useWidth(scroller);
  const width = sankeyWidth(nodes, available);
  const height = useMemo(() => sankeyHeight(nodes), [nodes]);
  const [hovered, setHovered] = useState<SankeyPlace | null>(null);
  const option = useCallback(
    (drawn: number) => sankeyOption(nodes, links, drawn, computedColour),
    [nodes, links],
  );
  const { host, chart } = useECharts(option);
  const latest = useRef(onPlace);
  latest.current = onPlace;

  useEffect(() => {
    if (!chart) return;
    const over = (event: unknown) => setHovered(placeOf(event as SankeyEvent));
    const out = () => setHovered(null);
    const click = (event: unknown) => {
      const place = placeOf(event as SankeyEvent);
      if (!place) return;
      setHovered(null);
      latest.current?.(place);
    };
    chart.on("mousemove", over);
    chart.on("mouseout", out);
    chart.on("click", click);
    return () => {
      if (chart.isDisposed()) return;
      chart.off("mousemove", over);
      chart.off("mouseout", out);
      chart.off("click", click);
    };
  }, [chart]);

  const shown = hovered && tip(hovered);
  return (
    <div
      ref={scroller}
      role="group"
      aria-roledescription="chart"
      aria-label={`${label}. The table has all its numbers and what can be done with them.`}
      tabIndex={0}
      className="relative overflow-x-auto overflow-y-hidden rounded-lg"
      data-chart
      data-scroller
    >
      <div className="relative" style={{ width: width || "100%", height }}>
        <div ref={host} className="size-full" />
        {hovered && shown && (
          <ChartTip
            title={shown.title}
            left={hovered.x}
            top={Math.min(hovered.y + 8, height - 72)}
            width={width}
          >
            {shown.text}
          </ChartTip>
        )}
      </div>
    </div>
  );
}

function placeOf({ dataType, data, event }: SankeyEvent): SankeyPlace | null {
  if (!data || !event) return null;
  const at = { x: event.offsetX, y: event.offsetY };
  if (dataType === "edge") {
    return data.source && data.target ? { ...at, from: data.source, to: data.target } : null;
  }
  return data.name ? { ...at, node: data.name } : null;
}
