import { useRef } from "react";
import type { FunnelStep } from "@/api/types";
import { FunnelColumns } from "./FunnelColumns";
import { FunnelRows } from "./FunnelRows";
import { seriesColour } from "./palette";
import { useWidth } from "./useWidth";

export interface FunnelGroup {
  id: string;
  name: string;
  colour: string;
  steps: FunnelStep[];
}

/** Which persons: those who reached the step, or those who reached the one before and not this. */
export interface FunnelPlace {
  step: number;
  dropped: boolean;
  /** The id of the group; absent without a breakdown. */
  group?: string;
}

export interface FunnelBarsProps {
  label: string;
  /** Everybody together. */
  steps: FunnelStep[];
  /** Drawn side by side instead of everybody. */
  groups?: FunnelGroup[];
  /** What is counted: persons, sessions. */
  unit: string;
  onPlace?: (place: FunnelPlace) => void;
  /** Rows also where columns would have room: they need less height. */
  asRows?: boolean;
}

export interface FunnelDrawing extends FunnelBarsProps {
  drawn: FunnelGroup[];
}

/** Steps as bars: how many came so far, hatched those who went no further. As columns where there is room, else as rows. */
export function FunnelBars(props: FunnelBarsProps) {
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const drawn = props.groups?.length
    ? props.groups
    : [{ id: "", name: "", colour: seriesColour(0), steps: props.steps }];
  const needed = props.steps.length * Math.max(132, drawn.length * 22 + 24);
  return (
    <div ref={host} role="group" aria-label={props.label} data-chart data-chart-funnel>
      {width === 0 ? null : !props.asRows && width >= Math.min(needed, 960) && width >= 520 ? (
        <FunnelColumns {...props} drawn={drawn} />
      ) : (
        <FunnelRows {...props} drawn={drawn} />
      )}
    </div>
  );
}
