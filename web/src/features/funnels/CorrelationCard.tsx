import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { answerQuery } from "@/api/asking";
import type { CorrelationQuestion, FunnelQuestion } from "@/api/types";
import { WhyThisNumber } from "@/charts/WhyThisNumber";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import type { Report } from "@/features/report/useReport";
import { formatNumber } from "@/lib/format";
import { CorrelationList } from "./CorrelationList";

interface CorrelationCardProps {
  report: Report<FunnelQuestion>;
  asked: FunnelQuestion;
}

/** What separates those who convert from those who do not? Asked only when somebody wants to know. */
export function CorrelationCard({ report, asked }: CorrelationCardProps) {
  const id = useId();
  const isOpen = report.view === "compare";
  return (
    <Card labelledBy={id}>
      <div
        className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-5"
        data-correlation
      >
        <div className="min-w-0">
          <h2 id={id} className="font-semibold">
            What separates those who convert
          </h2>
          <p className="text-[0.8125rem] text-muted">
            Events and properties that go with getting to the end, or with dropping off.
          </p>
        </div>
        <Button onClick={() => report.setView(isOpen ? undefined : "compare")} aria-expanded={isOpen}>
          {isOpen ? "Hide" : "Compare them"}
        </Button>
      </div>
      {isOpen && <Compared report={report} asked={asked} />}
    </Card>
  );
}

/** A correlation looks at persons, whole and not split. */
function correlationOf(funnel: FunnelQuestion): CorrelationQuestion {
  const {
    breakdowns: _,
    attribution: __,
    view: ___,
    interval: ____,
    fromStep: _____,
    toStep: ______,
    ...rest
  } = funnel;
  return { kind: "correlation", funnel: rest };
}

function Compared({ report, asked }: CorrelationCardProps) {
  const question = correlationOf(asked);
  const answer = useQuery({ ...answerQuery(report.slug, question), enabled: !asked.by });
  if (asked.by) {
    return (
      <p className="border-t border-line px-4 py-6 text-center text-muted sm:px-5">
        Only persons can be compared. Let the funnel count persons.
      </p>
    );
  }
  if (answer.error)
    return <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} className="m-4" />;
  if (!answer.data) {
    return (
      <div role="status" aria-label="Comparing" className="grid gap-3 border-t border-line p-5">
        {["w-full", "w-5/6", "w-2/3"].map((width) => (
          <Skeleton key={width} className={`h-9 ${width}`} />
        ))}
      </div>
    );
  }
  const { data } = answer;
  return (
    <div className="border-t border-line">
      <div className="grid gap-2 px-4 pt-3 sm:px-5">
        <p className="text-muted" data-success={data.success} data-failure={data.failure}>
          {formatNumber(data.success)} persons got to the end, {formatNumber(data.failure)} did not. What goes
          with it need not be its cause: an experiment tells.
        </p>
        {!data.isEnough && (
          <Notice tone="warn">
            Fewer than 10 persons on one side: nothing here can be told from chance. Choose a longer range.
          </Notice>
        )}
      </div>
      {data.items.length === 0 ? (
        <p className="px-4 py-8 text-center text-muted sm:px-5">
          These persons did nothing else on their way and have no properties.
        </p>
      ) : (
        <CorrelationList answer={data} question={question} />
      )}
      <WhyThisNumber meta={data.meta} timeZone={report.timeZone} />
    </div>
  );
}
