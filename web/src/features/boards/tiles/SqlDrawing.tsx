import { useMemo } from "react";
import type { SqlAnswer } from "@/api/types";
import { ChartTable, type ChartColumn } from "@/charts/ChartTable";
import type { DrawingProps } from "./drawingProps";
import { NothingHere } from "./NothingHere";

const cell = (value: unknown): string | number | null =>
  value === null || typeof value === "number" || typeof value === "string" ? value : JSON.stringify(value);

/** The rows of a question in SQL. */
export function SqlDrawing({ answer, title }: DrawingProps<SqlAnswer>) {
  const columns = useMemo(
    () =>
      answer.columns.map(({ name, type }, index): ChartColumn<unknown[]> => ({
        id: `${index}`,
        name,
        isText: !/^(Nullable\()?(U?Int|Float|Decimal)/.test(type),
        value: (row) => cell(row[index]),
      })),
    [answer.columns],
  );
  const rows = answer.rows as unknown[][];
  if (rows.length === 0) return <NothingHere>The query answered no rows.</NothingHere>;
  return (
    <ChartTable caption={title} columns={columns} rows={rows} rowKey={(row) => String(rows.indexOf(row))} />
  );
}
