import { useId, useRef, type ReactNode } from "react";
import type { AnswerOf, Question } from "@/api/types";
import { WhyThisNumber } from "@/charts/WhyThisNumber";
import { Card } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { Waiting } from "@/components/ui/Waiting";
import { AnswerMenu } from "./AnswerMenu";
import type { Report } from "./useReport";

interface AnswerCardProps<Q extends Question> {
  report: Report<Q>;
  title: string;
  /** Beside the title: totals, what is compared. */
  summary?: (answer: AnswerOf<Q>) => ReactNode;
  /** At the right: how it is drawn. */
  toolbar?: ReactNode;
  chart: (answer: AnswerOf<Q>) => ReactNode;
  /** The same numbers as a table. */
  table: (answer: AnswerOf<Q>) => ReactNode;
  isEmpty?: (answer: AnswerOf<Q>) => boolean;
  /** Instead of the chart when nothing matched: what to do next. */
  empty?: ReactNode;
  /** Instead of the chart while the question is unfinished: what is missing. */
  unfinished?: ReactNode;
}

/** An answer with everything a chart owes its reader: exact numbers, a table, files, the SQL, and why it says what it says. */
export function AnswerCard<Q extends Question>(props: AnswerCardProps<Q>) {
  const { report, title, summary, toolbar } = props;
  const { data } = report.answer;
  const id = useId();
  const drawn = useRef<HTMLDivElement>(null);
  return (
    <Card labelledBy={id}>
      <div className="flex flex-wrap items-start gap-x-2 gap-y-1 px-4 pt-3 pb-2 sm:px-5">
        <div className="min-w-0 flex-1 basis-[calc(100%-3.5rem)] py-1.5 sm:basis-64">
          <h2 id={id} className="font-semibold wrap-anywhere">
            {title}
          </h2>
          {data && summary?.(data)}
        </div>
        {toolbar && (
          <div className="order-last flex w-full flex-wrap items-center gap-2 sm:order-none sm:w-auto">
            {toolbar}
          </div>
        )}
        <AnswerMenu {...{ report, title, drawn }} />
      </div>
      <div
        ref={drawn}
        aria-busy={report.answer.isFetching}
        data-answer={report.answer.isPlaceholderData ? "old" : data ? "drawn" : "none"}
        className="px-4 pb-4 sm:px-5"
      >
        <Waiting busy={report.answer.isPlaceholderData}>
          <AnswerBody {...props} />
        </Waiting>
      </div>
      {data && <WhyThisNumber meta={data.meta} timeZone={report.timeZone} />}
    </Card>
  );
}

function AnswerBody<Q extends Question>({
  report,
  chart,
  table,
  isEmpty,
  empty,
  unfinished,
}: AnswerCardProps<Q>) {
  const { data, error, isFetching, refetch } = report.answer;
  if (report.asked === null && unfinished)
    return <div className="py-10 text-center text-muted">{unfinished}</div>;
  if (error && !isFetching) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return isFetching || report.asked === null ? (
      <ChartSkeleton />
    ) : (
      <p className="py-10 text-center text-muted">The question was stopped. Ask anew to see its answer.</p>
    );
  }
  if (isEmpty?.(data) && empty) return <div className="py-10 text-center text-muted">{empty}</div>;
  return report.table ? table(data) : chart(data);
}

/** The bones of a chart. */
export function ChartSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the chart"
      className="grid h-72 content-between pt-3 pr-7 pb-8 pl-12"
    >
      {["a", "b", "c", "d", "e"].map((line) => (
        <Skeleton key={line} className="h-px rounded-none" />
      ))}
    </div>
  );
}
