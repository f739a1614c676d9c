import { useQuery } from "@tanstack/react-query";
import { Compass } from "lucide-react";
import { useId } from "react";
import { answerQuery } from "@/api/asking";
import type { DiscoveryQuestion, FunnelQuestion, Selector } from "@/api/types";
import { Card } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import type { Report } from "@/features/report/useReport";
import { formatNumber, formatPercent } from "@/lib/format";
import { EventPicker } from "@/query-builder/EventPicker";
import { readFunnel } from "@/query-builder/questions/funnel";
import { FoundWay } from "./FoundWay";

/** Stands where the funnel would be while it has no steps: chooses them, or finds ways that lead to a goal. */
export function DiscoveryCard({ report }: { report: Report<FunnelQuestion> }) {
  const { question, change, slug } = report;
  const id = useId();
  // The goal is the last step, so that the URL holds it and the funnel keeps it.
  const goal = question.steps.at(-1);
  const isChosen = goal !== undefined && goal.event !== "" && goal.event !== null;
  return (
    <Card labelledBy={id}>
      <div className="grid justify-items-center gap-3 px-4 pt-10 pb-6 text-center sm:px-5" data-discovery>
        <span className="grid size-11 place-items-center rounded-lg border border-line bg-sunken text-muted">
          <Compass aria-hidden className="size-5" />
        </span>
        <h2 id={id} className="text-base font-semibold">
          Choose two steps, or let Cairn find funnels
        </h2>
        <p className="max-w-md text-muted">
          A funnel shows how many get from step to step. Name a goal to see the ways that lead to it.
        </p>
        <EventPicker
          slug={slug}
          value={isChosen ? goal.event : undefined}
          allowAny={false}
          label="Choose a goal"
          onChange={(event) => change({ ...question, steps: [...question.steps.slice(0, -1), { event }] })}
        />
      </div>
      {isChosen && <Ways report={report} goal={goal} />}
    </Card>
  );
}

function Ways({ report, goal }: { report: Report<FunnelQuestion>; goal: Selector }) {
  const { question, slug } = report;
  const asked: DiscoveryQuestion = {
    kind: "discovery",
    range: question.range,
    goal,
    window: question.window,
    ...(question.filter ? { filter: question.filter } : {}),
  };
  const found = useQuery(answerQuery(slug, asked));
  if (found.error)
    return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} className="m-4" />;
  if (!found.data) {
    return (
      <div role="status" aria-label="Looking for ways" className="grid gap-3 border-t border-line p-5">
        {["w-full", "w-5/6", "w-2/3"].map((width) => (
          <Skeleton key={width} className={`h-12 ${width}`} />
        ))}
      </div>
    );
  }
  const { reached, baseRate, items } = found.data;
  return (
    <div className="border-t border-line">
      <p className="px-4 py-3 text-muted sm:px-5" data-reached={reached}>
        {formatNumber(reached)} persons reached {goal.name ?? goal.event}
        {baseRate !== null && <>, {formatPercent(baseRate)} of all who were active</>}.{" "}
        {items.length === 0 && "No sequence of events leads there often enough. Try a longer range."}
      </p>
      <ol className="divide-y divide-line border-t border-line empty:hidden">
        {items.map((way) => (
          <FoundWay
            key={way.events.join("\n")}
            way={way}
            onOpen={() => report.change(readFunnel({ ...way.query, range: question.range }))}
          />
        ))}
      </ol>
    </div>
  );
}
