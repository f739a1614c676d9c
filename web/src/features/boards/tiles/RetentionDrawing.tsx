import { useMemo } from "react";
import type { RetentionAnswer } from "@/api/types";
import { RetentionCurves } from "@/features/retention/RetentionCurves";
import { RetentionHeat } from "@/features/retention/RetentionHeat";
import { cohortGroups } from "@/features/retention/retentionRows";
import { RetentionTable } from "@/features/retention/RetentionTable";
import { readRetention } from "@/query-builder/questions/retention";
import type { DrawingProps } from "./drawingProps";
import { NothingHere } from "./NothingHere";

export function RetentionDrawing({ answer, view, timeZone }: DrawingProps<RetentionAnswer>) {
  const question = useMemo(() => readRetention(answer.meta.question), [answer.meta.question]);
  const [group] = useMemo(() => cohortGroups(answer), [answer]);
  const zone = answer.meta.timezone ?? timeZone;
  if (!group || answer.cohorts.every((cohort) => cohort.size === 0))
    return <NothingHere>Nobody began in this range.</NothingHere>;
  if (view === "table") return <RetentionTable {...{ question, group, timeZone: zone }} asCounts={false} />;
  return view === "curves" ? (
    <RetentionCurves {...{ answer, question, timeZone: zone }} />
  ) : (
    <RetentionHeat {...{ answer, question, group, timeZone: zone }} asCounts={false} />
  );
}
