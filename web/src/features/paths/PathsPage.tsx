import { lazy, Suspense, useMemo, useState } from "react";
import type { PathsAnswer } from "@/api/types";
import { PointMenu, type MenuPlace } from "@/charts/PointMenu";
import { AnswerCard, ChartSkeleton } from "@/features/report/AnswerCard";
import { usePersonsBehind } from "@/features/report/PersonsBehind";
import { ReportPage } from "@/features/report/ReportPage";
import { useReport } from "@/features/report/useReport";
import { formatNumber } from "@/lib/format";
import { RangePicker } from "@/query-builder/RangePicker";
import { askablePaths, readPaths } from "@/query-builder/questions/paths";
import { NodeMenuItems } from "./NodeMenuItems";
import { nameWriter, pathDrawing } from "./pathDrawing";
import { PathsBuilder } from "./PathsBuilder";
import { PathsTable } from "./PathsTable";
import { PathTrail } from "./PathTrail";
import { usePathWalk } from "./usePathWalk";

const PathsChart = lazy(() => import("./PathsChart").then((module) => ({ default: module.PathsChart })));

/** Which ways do sessions take? */
export function PathsPage() {
  const report = useReport(readPaths, { toAsk: askablePaths });
  const { question, change, timeZone } = report;
  const asked = report.asked ?? question;
  const { data } = report.answer;
  const persons = usePersonsBehind();
  const [opened, setOpened] = useState<(MenuPlace & { id: string }) | null>(null);
  const names = useMemo(() => [...new Set(data?.nodes.map((node) => node.name))], [data]);
  const nameOf = useMemo(() => nameWriter(names), [names]);
  const drawing = useMemo(() => data && pathDrawing(data, nameOf), [data, nameOf]);
  const walk = usePathWalk(report, nameOf);
  const nodes = useMemo(() => new Map(data?.nodes.map((node) => [node.id, node])), [data]);
  const node = opened ? nodes.get(opened.id) : undefined;
  const writtenId = (id: string) => nameOf(nodes.get(id)?.name ?? id);

  const showLink = ({ from, to }: { from: string; to: string }) =>
    persons.show({
      question: asked,
      point: { from, to },
      title: `From ${writtenId(from)} to ${writtenId(to)}, at step ${nodes.get(from)?.step ?? ""}`,
    });
  const openAtFocus = (id: string) => {
    const box = document.activeElement?.getBoundingClientRect();
    setOpened({ id, x: box?.left ?? 0, y: box?.bottom ?? 0 });
  };
  const table = (answer: PathsAnswer) => (
    <PathsTable answer={answer} nameOf={nameOf} onNode={openAtFocus} onLink={showLink} />
  );
  return (
    <ReportPage
      title="Paths"
      lead="Which ways sessions take from step to step."
      report={report}
      builder={<PathsBuilder report={report} names={names} />}
      controls={
        <RangePicker
          range={question.range}
          timeZone={timeZone}
          onChange={(range) => change({ ...question, range })}
        />
      }
    >
      <AnswerCard
        report={report}
        title={asked.by === "page" ? "Ways from page to page" : "Ways from event to event"}
        summary={(answer) => (
          <>
            <p className="text-[0.8125rem] text-muted tabular-nums" data-path-links={answer.links.length}>
              {formatNumber(answer.nodes.length)} places, {formatNumber(answer.links.length)} ways between
              them. Press a place to walk on from it.
            </p>
            <PathTrail stops={walk.stops} onGo={walk.goTo} />
          </>
        )}
        chart={(answer) => (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
            {drawing && (
              <Suspense fallback={<ChartSkeleton />}>
                <PathsChart
                  answer={answer}
                  drawing={drawing}
                  nameOf={nameOf}
                  onNode={(id, place) => setOpened({ id, ...place })}
                  onLink={showLink}
                />
              </Suspense>
            )}
            {drawing && drawing.left > 0 && (
              <p className="text-[0.8125rem] text-muted">
                The {formatNumber(drawing.links.length)} strongest ways are drawn; the table has{" "}
                {formatNumber(drawing.left)} more.
              </p>
            )}
            <div data-no-export>{table(answer)}</div>
          </div>
        )}
        table={table}
        isEmpty={(answer) => answer.links.length === 0}
        empty={
          <p>
            No session took such a way in this range.{" "}
            {asked.start || asked.end
              ? "Look at the start and the end: names are compared to the letter, a star stands for any text."
              : asked.by === "page"
                ? "Pages come from $pageview and $screen events. Send them, or choose events as steps."
                : "Choose a longer range."}
          </p>
        }
      />
      {opened && node && (
        <PointMenu
          place={opened}
          title={`${nameOf(node.name)}, step ${node.step}`}
          onClose={() => setOpened(null)}
        >
          <NodeMenuItems
            isGap={node.name === "..."}
            onTurn={(turn) => walk.turn(node.name, turn)}
            onPersons={() =>
              persons.show({
                question: asked,
                point: { node: node.id },
                title: `At ${nameOf(node.name)}, step ${node.step}`,
              })
            }
          />
        </PointMenu>
      )}
    </ReportPage>
  );
}
