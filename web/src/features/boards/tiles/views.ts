import type { QuestionKind } from "@/api/types";

export interface TileView {
  value: string;
  label: string;
}

const chartOrTable: readonly TileView[] = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
];

const views: Record<QuestionKind, readonly TileView[]> = {
  trends: [
    { value: "line", label: "Lines" },
    { value: "bars", label: "Bars" },
    { value: "stacked", label: "Stacked bars" },
    { value: "number", label: "One number" },
    { value: "table", label: "Table" },
  ],
  funnel: chartOrTable,
  retention: [
    { value: "heat", label: "Heat map" },
    { value: "curves", label: "Curves" },
    { value: "table", label: "Table" },
  ],
  lifecycle: chartOrTable,
  stickiness: chartOrTable,
  paths: chartOrTable,
  correlation: [],
  discovery: [],
  sql: [],
};

/** The ways in which a report of this kind can be drawn, the usual one first; none where there is but one. */
export const viewsOf = (kind: QuestionKind): readonly TileView[] => views[kind];

/** The view of a tile; the usual one where it names none or one that its kind does not know. */
export function viewOf(kind: QuestionKind, view: string | null): string {
  const known = viewsOf(kind);
  return known.find((one) => one.value === view)?.value ?? known[0]?.value ?? "table";
}
