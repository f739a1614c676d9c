import type { ImportPreview } from "@/api/types";
import { Code } from "@/components/ui/Code";
import { Notice } from "@/components/ui/Notice";
import { formatNumber } from "@/lib/format";
import { sourceLabel } from "./fileFormat";
import { MappingTable } from "./MappingTable";

/** What an import would do: how many rows, the first of them as events, and the first refused ones with the reason. */
export function PreviewResult({ preview }: { preview: ImportPreview }) {
  const { source, recognised, mapping, rows, valid, rejected, columns, events, errors } = preview;
  return (
    <div
      className="grid grid-cols-[minmax(0,1fr)] gap-3"
      data-preview-rows={rows}
      data-preview-valid={valid}
      data-preview-rejected={rejected}
      data-preview-source={source}
    >
      <p>
        {source !== "cairn"
          ? recognised
            ? `Recognised: ${recognised}.`
            : `Read as an export of ${sourceLabel(source)}.`
          : recognised
            ? `Read as a file of your own, though its columns are those of ${recognised}.`
            : "Read as a file of your own: no export of another product was recognised."}
      </p>
      <Notice tone={rejected > 0 || rows === 0 ? "warn" : "info"}>
        {rows === 0 && errors.length === 0
          ? "The file has no rows."
          : rows === 0
            ? "Nothing in this file can be imported."
            : `${formatNumber(valid)} of ${formatNumber(rows)} rows can be imported${rejected > 0 ? `; ${formatNumber(rejected)} would be refused` : ""}. Nothing is stored yet.`}
      </Notice>
      {columns.length > 0 && (
        <p className="text-[0.8125rem] wrap-anywhere text-muted">Columns: {columns.join(", ")}</p>
      )}
      {mapping.length > 0 && <MappingTable mapping={mapping} />}
      {errors.length > 0 && (
        <ul
          className="grid gap-1 rounded-lg border border-line p-3 text-[0.8125rem]"
          aria-label="Refused rows"
        >
          {errors.map((error) => (
            <li key={`${error.row}-${error.code}`} className="wrap-anywhere">
              {error.row > 0 && <span className="font-medium">Row {formatNumber(error.row)}: </span>}
              {error.message}
            </li>
          ))}
        </ul>
      )}
      {events.length > 0 && (
        <Code
          label="the first rows as events"
          text={events.map((event) => JSON.stringify(event, null, 2)).join("\n")}
        />
      )}
    </div>
  );
}
