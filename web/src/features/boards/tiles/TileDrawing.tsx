import { lazy, Suspense, type ComponentType } from "react";
import type { QuestionKind } from "@/api/types";
import { Skeleton } from "@/components/ui/Skeleton";
import type { DrawingProps } from "./drawingProps";

const drawings: Record<QuestionKind, ComponentType<DrawingProps<never>>> = {
  trends: lazy(() => import("./TrendsDrawing").then((m) => ({ default: m.TrendsDrawing }))),
  funnel: lazy(() => import("./FunnelDrawing").then((m) => ({ default: m.FunnelDrawing }))),
  retention: lazy(() => import("./RetentionDrawing").then((m) => ({ default: m.RetentionDrawing }))),
  lifecycle: lazy(() => import("./LifecycleDrawing").then((m) => ({ default: m.LifecycleDrawing }))),
  stickiness: lazy(() => import("./StickinessDrawing").then((m) => ({ default: m.StickinessDrawing }))),
  paths: lazy(() => import("./PathsDrawing").then((m) => ({ default: m.PathsDrawing }))),
  correlation: lazy(() => import("./CorrelationDrawing").then((m) => ({ default: m.CorrelationDrawing }))),
  discovery: lazy(() => import("./DiscoveryDrawing").then((m) => ({ default: m.DiscoveryDrawing }))),
  sql: lazy(() => import("./SqlDrawing").then((m) => ({ default: m.SqlDrawing }))),
};

interface TileDrawingProps extends Omit<DrawingProps<unknown>, "answer"> {
  kind: QuestionKind;
  answer: unknown;
}

/** The answer of a report of any kind, drawn as its own page draws it. */
export function TileDrawing({ kind, answer, ...rest }: TileDrawingProps) {
  const Drawing = drawings[kind];
  return (
    <Suspense fallback={<Skeleton className="h-full min-h-24 w-full" />}>
      <Drawing answer={answer as never} {...rest} />
    </Suspense>
  );
}
