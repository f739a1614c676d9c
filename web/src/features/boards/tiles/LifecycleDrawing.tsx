import { useMemo, useState } from "react";
import type { LifecycleAnswer } from "@/api/types";
import { BarsChart } from "@/charts/BarsChart";
import { chartBuckets, partialIndex } from "@/charts/buckets";
import { Legend } from "@/charts/Legend";
import {
  lifecycleBars,
  statuses,
  statusLooks,
  type LifecycleStatus,
} from "@/features/lifecycle/lifecycleBars";
import { LifecycleTable } from "@/features/lifecycle/LifecycleTable";
import { usePersonsBehind } from "@/features/report/PersonsBehind";
import { formatNumber } from "@/lib/format";
import { readLifecycle } from "@/query-builder/questions/lifecycle";
import type { DrawingProps } from "./drawingProps";
import { NothingHere } from "./NothingHere";

export function LifecycleDrawing({ answer, title, view, timeZone, height }: DrawingProps<LifecycleAnswer>) {
  const persons = usePersonsBehind();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const question = useMemo(() => readLifecycle(answer.meta.question), [answer.meta.question]);
  const series = useMemo(() => lifecycleBars(answer, hidden), [answer, hidden]);
  const buckets = useMemo(
    () =>
      chartBuckets(
        answer.buckets.map((bucket) => bucket.t),
        question.interval,
        answer.meta.timezone ?? timeZone,
      ),
    [answer, question.interval, timeZone],
  );
  const partialFrom = partialIndex(buckets, answer.meta.partialFrom);
  const show = (index: number, status: LifecycleStatus) => {
    const bucket = buckets[index];
    if (!bucket) return;
    persons.show({
      question,
      point: { t: bucket.t, status },
      title: `${statusLooks[status].name}, ${bucket.long}`,
    });
  };
  if (answer.buckets.every((bucket) => statuses.every((status) => bucket[status] === 0)))
    return <NothingHere>Nobody was active in this range.</NothingHere>;
  if (view === "table") return <LifecycleTable {...{ answer, buckets, partialFrom }} onCell={show} />;
  return (
    <>
      <BarsChart
        label={title}
        categories={buckets}
        series={series}
        stacked
        partialFrom={partialFrom}
        written={(value) => formatNumber(value === null ? null : Math.abs(value))}
        {...(height > 0 ? { height: Math.max(120, height - 44) } : {})}
        {...(persons.canShow
          ? {
              onPoint: (point: { index: number; series: string }) =>
                show(point.index, point.series as LifecycleStatus),
            }
          : {})}
      />
      <Legend
        label="What is drawn"
        className="mt-2"
        items={statuses.map((status) => ({
          id: status,
          name: statusLooks[status].name,
          colour: statusLooks[status].colour,
        }))}
        hidden={hidden}
        onHidden={setHidden}
      />
    </>
  );
}
