import type { PathsAnswer } from "@/api/types";
import { ChartTable, type ChartColumn } from "@/charts/ChartTable";
import { formatNumber } from "@/lib/format";

type PathLink = PathsAnswer["links"][number];

interface PathsTableProps {
  answer: PathsAnswer;
  nameOf: (name: string) => string;
  onNode: (id: string) => void;
  onLink: (link: PathLink) => void;
}

/** Every link of the answer; what a click in the drawing does, a button of the table does too. */
export function PathsTable({ answer, nameOf, onNode, onLink }: PathsTableProps) {
  const nodes = new Map(answer.nodes.map((node) => [node.id, node]));
  const name = (id: string) => nameOf(nodes.get(id)?.name ?? id);
  const columns: ChartColumn<PathLink>[] = [
    {
      id: "from",
      name: "From",
      value: (link) => name(link.from),
      onClick: (link) => onNode(link.from),
      clickLabel: (link) =>
        `${name(link.from)}, step ${nodes.get(link.from)?.step ?? ""}: what to do with it`,
    },
    {
      id: "to",
      name: "To",
      isText: true,
      value: (link) => name(link.to),
      onClick: (link) => onNode(link.to),
      clickLabel: (link) => `${name(link.to)}, step ${nodes.get(link.to)?.step ?? ""}: what to do with it`,
    },
    {
      id: "count",
      name: "Sessions",
      value: (link) => link.count,
      onClick: onLink,
      clickLabel: (link) =>
        `${formatNumber(link.count)} sessions from ${name(link.from)} to ${name(link.to)}: list the persons`,
    },
    { id: "median", name: "Median time", value: (link) => link.medianSeconds, format: "duration" },
    { id: "step", name: "At step", value: (link) => nodes.get(link.from)?.step ?? null },
  ];
  return (
    <ChartTable
      caption="Ways from step to step"
      columns={columns}
      rows={answer.links}
      rowKey={(link) => `${link.from}\n${link.to}`}
      rowData={(link) => ({ "data-from": link.from, "data-to": link.to })}
      className="max-h-[28rem]"
    />
  );
}
