import { useEffect, useRef, useState } from "react";
import { ApiError } from "@/api/http";
import { paths } from "@/api/paths";
import type { Question } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { Segmented } from "@/components/ui/Segmented";
import { download, fileName, keepFile } from "@/lib/download";
import { formatBytes } from "@/lib/format";
import type { Report } from "./useReport";

const formats = [
  { value: "csv", label: "CSV" },
  { value: "json", label: "JSON" },
  { value: "ndjson", label: "NDJSON" },
  { value: "parquet", label: "Parquet" },
] as const;
type Format = (typeof formats)[number]["value"];

interface ExportDialogProps<Q extends Question> {
  title: string;
  report: Report<Q>;
  onClose: () => void;
}

/** Writes the whole answer to a file, as exact as the API gives it. */
export function ExportDialog<Q extends Question>({ title, report, onClose }: ExportDialogProps<Q>) {
  const [format, setFormat] = useState<Format>("csv");
  const [bytes, setBytes] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async () => {
    const controller = (running.current = new AbortController());
    setError(null);
    setBytes(0);
    try {
      const file = await download({
        path: paths.exportAnswer(report.slug, format),
        method: "POST",
        body: report.asked,
        signal: controller.signal,
        onProgress: setBytes,
      });
      keepFile(fileName(report.saved?.name ?? title, format), file);
      onClose();
    } catch (failure) {
      setBytes(null);
      if (controller.signal.aborted) return;
      setError(
        failure instanceof ApiError
          ? failure
          : new ApiError(0, "unreachable", "The connection broke off. Nothing was saved; try again."),
      );
    }
  };

  return (
    <Modal
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Export the answer"
      lead="Every number as the API gives it: exact, times in UTC."
    >
      <div className="grid gap-4">
        <Segmented label="Format" value={format} options={formats} onChange={setFormat} />
        {error !== null && <ErrorNotice error={error} />}
        <div className="flex flex-wrap items-center justify-end gap-2">
          {bytes !== null && (
            <span role="status" className="mr-auto text-muted tabular-nums">
              {formatBytes(bytes)} so far
            </span>
          )}
          <Button onClick={() => (bytes === null ? onClose() : running.current?.abort())}>Cancel</Button>
          <Button look="primary" busy={bytes !== null} disabled={!report.asked} onClick={() => void start()}>
            Export
          </Button>
        </div>
      </div>
    </Modal>
  );
}
