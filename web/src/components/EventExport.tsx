import { Download } from "lucide-react";
import { eventExportFormats, type EventExportFormat } from "@/api/eventList";
import { formatBytes, formatNumber } from "@/lib/format";
import { Button } from "./ui/Button";
import { Menu, MenuItem, MenuLabel } from "./ui/Menu";
import { ErrorNotice, Notice } from "./ui/Notice";
import type { useEventExport } from "./useEventExport";

const names: Record<EventExportFormat, string> = { csv: "CSV", ndjson: "NDJSON", parquet: "Parquet" };

const uses: Record<EventExportFormat, string> = {
  csv: "for spreadsheets",
  ndjson: "to import again",
  parquet: "for notebooks",
};

type Exporting = ReturnType<typeof useEventExport>;

export function EventExportMenu({ exporting, label }: { exporting: Exporting; label: string }) {
  return (
    <Menu
      label={label}
      trigger={
        <Button>
          <Download aria-hidden />
          Export
        </Button>
      }
    >
      <MenuLabel>{label}</MenuLabel>
      {eventExportFormats.map((format) => (
        <MenuItem key={format} onSelect={() => void exporting.start(format)}>
          {names[format]}
          <span className="ml-auto pl-4 text-[0.8125rem] text-muted">{uses[format]}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}

/** How far the export is, and the way to end it. `total` is how many events match, where that is known. */
export function EventExportStrip({ exporting, total }: { exporting: Exporting; total: number | undefined }) {
  const { current, start, end } = exporting;
  if (!current) return null;
  if (current.state === "failed")
    return <ErrorNotice error={current.error} onRetry={() => void start(current.format)} />;
  const rows =
    current.format === "parquet"
      ? 0
      : Math.max(0, current.progress.lines - (current.format === "csv" ? 1 : 0));
  const size = [
    rows > 0 && `${formatNumber(rows)}${total ? ` of ${formatNumber(Math.max(total, rows))}` : ""} events`,
    formatBytes(current.progress.bytes),
  ].filter(Boolean);
  return (
    <Notice
      action={
        <Button look="ghost" onClick={end}>
          {current.state === "running" ? "Cancel" : "Dismiss"}
        </Button>
      }
    >
      <span data-export={current.state} data-rows={rows}>
        {current.state === "running"
          ? `Exporting ${names[current.format]}: `
          : `${names[current.format]} saved: `}
        {size.join(", ")}
      </span>
      {current.state === "running" && total !== undefined && total > 0 && rows > 0 && (
        <progress
          aria-label="Export"
          max={total}
          value={Math.min(rows, total)}
          className="mt-1.5 block h-1 w-full max-w-md appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        />
      )}
    </Notice>
  );
}
