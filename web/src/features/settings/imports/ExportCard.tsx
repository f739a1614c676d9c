import { Download } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { eventExportPath } from "@/api/eventList";
import { ApiError } from "@/api/http";
import type { Range } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { Segmented } from "@/components/ui/Segmented";
import { useFrame } from "@/features/frame/useFrame";
import { download, fileName, keepFile } from "@/lib/download";
import { formatBytes } from "@/lib/format";
import { EventPicker } from "@/query-builder/EventPicker";
import { RangePicker } from "@/query-builder/RangePicker";

const formats = [
  { value: "csv", label: "CSV" },
  { value: "ndjson", label: "NDJSON" },
  { value: "parquet", label: "Parquet" },
] as const;
type Format = (typeof formats)[number]["value"];

/** Writes raw events to a file. */
export function ExportCard() {
  const { slug, timeZone } = useFrame();
  const [format, setFormat] = useState<Format>("csv");
  const [range, setRange] = useState<Range>({ from: "-30d" });
  const [event, setEvent] = useState<string | null>(null);
  const [bytes, setBytes] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async () => {
    const controller = (running.current = new AbortController());
    setError(null);
    setBytes(0);
    try {
      const { from, to } = range;
      const file = await download({
        path: eventExportPath(slug, { from, to, event: event ?? undefined }, format),
        signal: controller.signal,
        onProgress: setBytes,
      });
      keepFile(fileName(`${slug} ${event ?? "events"}`, format), file);
    } catch (failure) {
      if (controller.signal.aborted) return;
      setError(
        failure instanceof ApiError
          ? failure
          : new ApiError(0, "broken_off", "The export broke off. Nothing was saved; try again."),
      );
    } finally {
      setBytes(null);
    }
  };

  return (
    <Card labelledBy="export-title">
      <CardTitle id="export-title">Export events</CardTitle>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 pb-5 sm:px-5">
        <p className="max-w-prose text-muted">
          Every event as it is stored, with the person it belongs to now. NDJSON can be sent in again; answers
          of reports are exported from their own pages.
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <RangePicker range={range} onChange={setRange} timeZone={timeZone} />
          <EventPicker slug={slug} value={event} onChange={setEvent} />
          <Segmented label="Format" value={format} options={formats} onChange={setFormat} />
        </div>
        {error !== null && <ErrorNotice error={error} />}
        <div className="flex flex-wrap items-center gap-3">
          <Button look="primary" busy={bytes !== null} onClick={() => void start()}>
            <Download aria-hidden />
            Export
          </Button>
          {bytes !== null && (
            <>
              <span role="status" className="text-muted tabular-nums">
                {formatBytes(bytes)} so far
              </span>
              <Button onClick={() => running.current?.abort()}>Cancel</Button>
            </>
          )}
        </div>
      </div>
    </Card>
  );
}
