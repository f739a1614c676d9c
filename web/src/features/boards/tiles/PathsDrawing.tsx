import { useMemo } from "react";
import type { PathsAnswer } from "@/api/types";
import { SankeyChart, type SankeyPlace } from "@/charts/SankeyChart";
import { nameWriter, nodeWeights, pathDrawing } from "@/features/paths/pathDrawing";
import { PathsTable } from "@/features/paths/PathsTable";
import { usePersonsBehind } from "@/features/report/PersonsBehind";
import { formatDuration, formatNumber } from "@/lib/format";
import { readPaths } from "@/query-builder/questions/paths";
import type { DrawingProps } from "./drawingProps";
import { NothingHere } from "./NothingHere";

/** The ways, to be looked at; walking them belongs to their own page. */
export function PathsDrawing({ answer, title, view }: DrawingProps<PathsAnswer>) {
  const persons = usePersonsBehind();
  const question = useMemo(() => readPaths(answer.meta.question), [answer.meta.question]);
  const names = useMemo(() => new Map(answer.nodes.map((node) => [node.id, node.name])), [answer]);
  const nameOf = useMemo(() => nameWriter([...new Set(names.values())]), [names]);
  const drawing = useMemo(() => pathDrawing(answer, nameOf), [answer, nameOf]);
  const weights = useMemo(() => nodeWeights(answer.links), [answer]);
  const written = (id: string) => nameOf(names.get(id) ?? id);

  const show = (place: { node: string } | { from: string; to: string }) =>
    persons.show({
      question,
      point: "node" in place ? { node: place.node } : { from: place.from, to: place.to },
      title:
        "node" in place ? `At ${written(place.node)}` : `From ${written(place.from)} to ${written(place.to)}`,
    });
  const tip = (place: SankeyPlace) => {
    if ("node" in place)
      return { title: written(place.node), text: `${formatNumber(weights.get(place.node) ?? 0)} sessions` };
    const link = answer.links.find((item) => item.from === place.from && item.to === place.to);
    return link
      ? {
          title: `${written(link.from)} → ${written(link.to)}`,
          text: `${formatNumber(link.count)} sessions, median ${formatDuration(link.medianSeconds)}`,
        }
      : null;
  };
  if (answer.links.length === 0) return <NothingHere>No session took such a way.</NothingHere>;
  if (view === "table")
    return (
      <PathsTable
        answer={answer}
        nameOf={nameOf}
        onNode={(node) => show({ node })}
        onLink={(link) => show(link)}
      />
    );
  return (
    <SankeyChart
      label={title}
      nodes={drawing.nodes}
      links={drawing.links}
      tip={tip}
      {...(persons.canShow ? { onPlace: show } : {})}
    />
  );
}
