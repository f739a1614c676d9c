import { ChartColumn, Database, Table2 } from "lucide-react";
import { lazy, Suspense, useMemo, useRef } from "react";
import type { SqlAnswer, SqlQuestion } from "@/api/types";
import { WhyThisNumber } from "@/charts/WhyThisNumber";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { EmptyPage } from "@/components/ui/EmptyPage";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { Segmented } from "@/components/ui/Segmented";
import { TableSkeleton } from "@/components/ui/TableSkeleton";
import { Waiting } from "@/components/ui/Waiting";
import { AnswerMenu } from "@/features/report/AnswerMenu";
import { ReportFreshness } from "@/features/report/ReportFreshness";
import type { Report } from "@/features/report/useReport";
import { formatMilliseconds, formatNumber } from "@/lib/format";
import { sqlExamples } from "./examples";
import { faultOf } from "./faultPlace";
import { chartOf } from "./resultChart";
import { ResultTable } from "./ResultTable";
import type { SqlDraft } from "./useSqlDraft";

const ResultPlot = lazy(() => import("./ResultPlot").then((module) => ({ default: module.ResultPlot })));

const views = [
  {
    value: "table",
    label: (
      <>
        <Table2 aria-hidden />
        Table
      </>
    ),
  },
  {
    value: "chart",
    label: (
      <>
        <ChartColumn aria-hidden />
        Chart
      </>
    ),
  },
] as const;

/** The answer: a table, or drawn where it has numbers over times or names. */
export function ResultCard({ report, draft }: { report: Report<SqlQuestion>; draft: SqlDraft }) {
  const { data, isPlaceholderData, isFetching } = report.answer;
  const drawn = useRef<HTMLDivElement>(null);
  const chart = useMemo(() => (data ? chartOf(data) : null), [data]);
  const isChart = report.view === "chart";
  const setView = (view: string) => report.setView(view === "chart" ? "chart" : undefined);
  // The menu's own switch is the same as the one in sight.
  const shown: Report<SqlQuestion> = {
    ...report,
    table: !isChart,
    setTable: (table) => setView(table ? "table" : "chart"),
  };
  return (
    <Card labelledBy="result-title">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-3 pb-2 sm:px-5">
        <div className="min-w-0">
          <h2 id="result-title" className="font-semibold">
            Result
          </h2>
          {data && (
            <p
              className="text-[0.8125rem] text-muted tabular-nums"
              data-rows={data.rows.length}
              data-answer={isPlaceholderData ? "old" : "drawn"}
            >
              {data.truncated ? "The first " : ""}
              {formatNumber(data.rows.length)} {data.rows.length === 1 ? "row" : "rows"} in{" "}
              {formatMilliseconds(data.meta.elapsedMs)}
            </p>
          )}
        </div>
        {report.asked && (
          <>
            <ReportFreshness report={report} />
            <div className="flex flex-wrap items-center gap-2">
              <Segmented
                label="Show as"
                value={isChart ? "chart" : "table"}
                options={views}
                onChange={setView}
              />
              <AnswerMenu report={shown} title={report.saved?.name ?? "SQL result"} drawn={drawn} />
            </div>
          </>
        )}
      </div>
      <div ref={drawn} aria-busy={isFetching}>
        <Waiting busy={isPlaceholderData}>
          <ResultBody report={report} draft={draft} isChart={isChart} chart={chart} />
        </Waiting>
      </div>
      {data && <WhyThisNumber meta={data.meta} timeZone={report.timeZone} />}
    </Card>
  );
}

interface ResultBodyProps {
  report: Report<SqlQuestion>;
  draft: SqlDraft;
  isChart: boolean;
  chart: ReturnType<typeof chartOf>;
}

function ResultBody({ report, draft, isChart, chart }: ResultBodyProps) {
  const { data, error, isFetching, refetch } = report.answer;
  if (report.asked === null) return <FirstQuery draft={draft} />;
  if (error && !isFetching) {
    // What is wrong with the query stands below it.
    return faultOf(error, report.question.query) ? (
      <p className="px-4 pt-4 pb-8 text-center text-muted">No answer: see what the query needs above.</p>
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} className="mx-4 mb-5 sm:mx-5" />
    );
  }
  if (!data) {
    return isFetching ? (
      <TableSkeleton label="the result" />
    ) : (
      <p className="px-4 pt-4 pb-8 text-center text-muted">
        The query was stopped. Run it again to see its answer.
      </p>
    );
  }
  if (data.rows.length === 0) {
    return (
      <p className="px-4 pt-4 pb-8 text-center text-muted">
        The query ran and found no rows. Widen its WHERE, or look at what there is beside it.
      </p>
    );
  }
  return (
    <>
      {data.truncated && <Truncated answer={data} />}
      {!isChart ? (
        <ResultTable answer={data} />
      ) : chart ? (
        <Suspense fallback={<div className="h-80" />}>
          <ResultPlot chart={chart} />
        </Suspense>
      ) : (
        <p className="px-4 pt-4 pb-8 text-center text-muted">
          A chart needs a column of times or texts and one of numbers. The table shows what there is.
        </p>
      )}
    </>
  );
}

function Truncated({ answer }: { answer: SqlAnswer }) {
  return (
    <Notice tone="warn" className="mx-4 mb-3 sm:mx-5">
      There are more than {formatNumber(answer.rows.length)} rows: the rest is cut off. Group them, or set a
      LIMIT.
    </Notice>
  );
}

function FirstQuery({ draft }: { draft: SqlDraft }) {
  return (
    <EmptyPage
      icon={Database}
      title="Ask anything that a SELECT can say"
      action={sqlExamples.map((example) => (
        <Button key={example.title} onClick={() => draft.start(example)}>
          {example.title}
        </Button>
      ))}
    >
      Write a query above, or start from one of these. The dialect is ClickHouse’s; rows of other projects are
      out of reach.
    </EmptyPage>
  );
}
