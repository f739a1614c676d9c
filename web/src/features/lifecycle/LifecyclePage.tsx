import { lazy, Suspense, useMemo, useState } from "react";
import type { LifecycleAnswer } from "@/api/types";
import { chartBuckets, partialIndex } from "@/charts/buckets";
import { Legend } from "@/charts/Legend";
import { AnswerCard, ChartSkeleton } from "@/features/report/AnswerCard";
import { usePersonsBehind } from "@/features/report/PersonsBehind";
import { ReportPage } from "@/features/report/ReportPage";
import { useReport } from "@/features/report/useReport";
import { formatNumber } from "@/lib/format";
import { IntervalPicker } from "@/query-builder/IntervalPicker";
import { askableLifecycle, asStickiness, readLifecycle } from "@/query-builder/questions/lifecycle";
import { RangePicker } from "@/query-builder/RangePicker";
import { intervalFor } from "@/query-builder/ranges/ranges";
import { ActivityBuilder } from "./ActivityBuilder";
import { KindTabs } from "./KindTabs";
import { lastComplete, lifecycleBars, statuses, statusLooks, type LifecycleStatus } from "./lifecycleBars";
import { LifecycleTable } from "./LifecycleTable";

const BarsChart = lazy(() => import("@/charts/BarsChart").then((module) => ({ default: module.BarsChart })));

/** Who is new, who stays, who comes back, who is gone? */
export function LifecyclePage() {
  const report = useReport(readLifecycle, { toAsk: askableLifecycle });
  const { question, change, timeZone } = report;
  const asked = report.asked ?? question;
  const { data } = report.answer;
  const persons = usePersonsBehind();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const zone = data?.meta.timezone ?? timeZone;
  const buckets = useMemo(
    () =>
      chartBuckets(
        (data?.buckets ?? []).map((bucket) => bucket.t),
        asked.interval,
        zone,
      ),
    [data, asked.interval, zone],
  );
  const series = useMemo(() => (data ? lifecycleBars(data, hidden) : []), [data, hidden]);
  const partialFrom = partialIndex(buckets, data?.meta.partialFrom);

  const show = (index: number, status: LifecycleStatus) => {
    const bucket = buckets[index];
    if (!bucket) return;
    persons.show({
      question: asked,
      point: { t: bucket.t, status },
      title: `${statusLooks[status].name}, ${bucket.long}`,
    });
  };
  return (
    <ReportPage
      title="Lifecycle"
      lead="Who is new, who stays, who comes back, who is gone."
      report={report}
      builder={<ActivityBuilder report={report} />}
      controls={
        <>
          <KindTabs current="lifecycle" lifecycle={question} stickiness={asStickiness(question)} />
          <RangePicker
            range={question.range}
            timeZone={timeZone}
            onChange={(range) =>
              change({ ...question, range, interval: intervalFor(range, new Date(), question.interval) })
            }
          />
          <IntervalPicker
            interval={question.interval}
            range={question.range}
            onChange={(interval) => change({ ...question, interval })}
          />
        </>
      }
    >
      <AnswerCard
        report={report}
        title={`Persons by ${asked.interval}`}
        summary={(answer) => <Summary answer={answer} interval={asked.interval} />}
        chart={() => (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
            <Suspense fallback={<ChartSkeleton />}>
              <BarsChart
                label={`Persons by ${asked.interval}: active above zero, dormant below`}
                categories={buckets}
                series={series}
                stacked
                height={340}
                partialFrom={partialFrom}
                written={(value) => formatNumber(value === null ? null : Math.abs(value))}
                onPoint={(point) => show(point.index, point.series as LifecycleStatus)}
              />
            </Suspense>
            <Legend
              label="What is drawn"
              items={statuses.map((status) => ({
                id: status,
                ...statusLooks[status],
              }))}
              hidden={hidden}
              onHidden={setHidden}
            />
          </div>
        )}
        table={(answer) => <LifecycleTable {...{ answer, buckets, partialFrom }} onCell={show} />}
        isEmpty={(answer) =>
          answer.buckets.every((bucket) => statuses.every((status) => bucket[status] === 0))
        }
        empty={
          <p>Nobody was active in this range. Choose a longer range, or an event that happens more often.</p>
        }
        unfinished={<p>Choose an event to see who is active.</p>}
      />
    </ReportPage>
  );
}

/** The last bucket that is over, in words. */
function Summary({ answer, interval }: { answer: LifecycleAnswer; interval: string }) {
  const last = lastComplete(answer);
  if (!last) return null;
  return (
    <p className="text-[0.8125rem] text-muted tabular-nums" data-last-complete={last.t}>
      Last whole {interval}: {formatNumber(last.new)} new, {formatNumber(last.returning)} returning,{" "}
      {formatNumber(last.resurrecting)} resurrecting, {formatNumber(last.dormant)} dormant
    </p>
  );
}
