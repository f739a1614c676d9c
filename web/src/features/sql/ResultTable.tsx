import { useMemo } from "react";
import type { SqlAnswer } from "@/api/types";
import { ChartTable, type ChartColumn } from "@/charts/ChartTable";
import { kindOf, numberIn, resultRows, writeCell, type ResultRow } from "./columns";

/** Rows of any number: beyond 500 only those in sight are in the page. Numbers stand at the right, everything is written exactly. */
export function ResultTable({ answer }: { answer: SqlAnswer }) {
  const rows = useMemo(() => resultRows(answer), [answer]);
  const columns = useMemo(
    () =>
      answer.columns.map((column, index): ChartColumn<ResultRow> => {
        const kind = kindOf(column.type);
        return {
          id: `${index}`,
          name: column.name,
          isText: kind !== "number",
          muted: kind === "time",
          value: (row) => {
            const cell = row.cells[index];
            if (cell === null || cell === undefined) return null;
            return numberIn(cell) ?? (typeof cell === "string" ? cell : JSON.stringify(cell));
          },
          text: (row) => writeCell(row.cells[index], kind),
        };
      }),
    [answer],
  );
  return (
    <ChartTable
      caption="Rows of the result"
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.index)}
      className="max-h-[36rem] rounded-none! border-x-0! border-b-0! [&_td:last-child]:pr-4 sm:[&_td:last-child]:pr-5 [&_th:first-child]:pl-4 sm:[&_th:first-child]:pl-5 [&_thead_th:first-child]:pl-1 sm:[&_thead_th:first-child]:pl-2 [&_thead_th:last-child]:pr-1 sm:[&_thead_th:last-child]:pr-2"
    />
  );
}
