import { lazy, Suspense, useMemo } from "react";
import { Segmented } from "@/components/ui/Segmented";
import { AnswerCard, ChartSkeleton } from "@/features/report/AnswerCard";
import { usePersonsBehind } from "@/features/report/PersonsBehind";
import { ReportPage } from "@/features/report/ReportPage";
import { useReport } from "@/features/report/useReport";
import { formatNumber } from "@/lib/format";
import { ComparePicker } from "@/query-builder/ComparePicker";
import { IntervalPicker } from "@/query-builder/IntervalPicker";
import { askableLifecycle, asLifecycle, readStickiness } from "@/query-builder/questions/lifecycle";
import { RangePicker } from "@/query-builder/RangePicker";
import { intervalFor } from "@/query-builder/ranges/ranges";
import { ActivityBuilder } from "./ActivityBuilder";
import { KindTabs } from "./KindTabs";
import {
  intervalNames,
  readStickinessView,
  stickinessRows,
  stickinessSeries,
  writeStickinessView,
} from "./stickinessBars";
import { StickinessTable } from "./StickinessTable";

const BarsChart = lazy(() => import("@/charts/BarsChart").then((module) => ({ default: module.BarsChart })));

/** On how many days, weeks or months of the range is a person active? */
export function StickinessPage() {
  const report = useReport(readStickiness, { toAsk: askableLifecycle });
  const { question, change, timeZone } = report;
  const asked = report.asked ?? question;
  const { data } = report.answer;
  const persons = usePersonsBehind();
  const view = readStickinessView(report.view);
  const setView = (next: Partial<typeof view>) => report.setView(writeStickinessView({ ...view, ...next }));
  const { cumulative, asShares } = view;
  const rows = useMemo(() => (data ? stickinessRows(data, cumulative) : []), [data, cumulative]);
  const categories = useMemo(
    () => intervalNames(rows, asked.interval, cumulative),
    [rows, asked.interval, cumulative],
  );
  const isCompared = data?.previous !== undefined;
  const series = useMemo(() => stickinessSeries(rows, isCompared, asShares), [rows, isCompared, asShares]);
  const { compare, ...uncompared } = question;

  const show = (intervals: number, previous: boolean) =>
    persons.show({
      question: asked,
      // Everybody has one interval or more; other sums have no list of their own.
      point: { ...(cumulative ? {} : { intervals }), ...(previous ? { previous } : {}) },
      title: `Active on ${categories[intervals - 1]?.long ?? ""}${previous ? ", the time before" : ""}`,
    });
  return (
    <ReportPage
      title="Stickiness"
      lead="On how many intervals of the range persons are active."
      report={report}
      builder={<ActivityBuilder report={report} />}
      controls={
        <>
          <KindTabs current="stickiness" lifecycle={asLifecycle(question)} stickiness={question} />
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
          <ComparePicker
            compare={compare}
            onChange={(next) => change(next ? { ...question, compare: next } : uncompared)}
          />
        </>
      }
    >
      <AnswerCard
        report={report}
        title={`Persons by number of active ${asked.interval}s`}
        summary={(answer) => (
          <p className="text-[0.8125rem] text-muted tabular-nums" data-stickiness-total={answer.total}>
            {formatNumber(answer.total)} persons
            {answer.previous && `, ${formatNumber(answer.previous.total)} before`}
          </p>
        )}
        toolbar={
          <>
            <Segmented
              label="Numbers"
              value={asShares ? "shares" : "counts"}
              options={[
                { value: "counts", label: "#", name: "Persons" },
                { value: "shares", label: "%", name: "Shares" },
              ]}
              onChange={(next) => setView({ asShares: next === "shares" })}
            />
            <Segmented
              label="Bars"
              value={cumulative ? "cumulative" : "exact"}
              options={[
                { value: "exact", label: "Exactly" },
                { value: "cumulative", label: "Or more" },
              ]}
              onChange={(next) => setView({ cumulative: next === "cumulative" })}
            />
          </>
        }
        chart={() => (
          <Suspense fallback={<ChartSkeleton />}>
            <BarsChart
              label={`Persons by number of active ${asked.interval}s`}
              categories={categories}
              series={series}
              height={320}
              format={asShares ? "percent" : "number"}
              onPoint={({ series: id, index }) => {
                if (!cumulative || index === 0) show(index + 1, id === "previous");
              }}
            />
          </Suspense>
        )}
        table={() => (
          <StickinessTable {...{ rows, categories, isCompared }} {...(cumulative ? {} : { onCell: show })} />
        )}
        isEmpty={(answer) => answer.total === 0}
        empty={
          <p>Nobody was active in this range. Choose a longer range, or an event that happens more often.</p>
        }
        unfinished={<p>Choose an event to see who is active how often.</p>}
      />
    </ReportPage>
  );
}
