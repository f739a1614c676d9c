import { useQueryClient } from "@tanstack/react-query";
import { FileUp, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { importsQuery, startImport, tryImport, type ImportWishes } from "@/api/imports";
import type { ImportPreview } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { formatBytes, formatPercentShort } from "@/lib/format";
import { formatOfFile, mappingOf, type MappingDraft } from "./fileFormat";
import { MappingFields } from "./MappingFields";
import { PreviewResult } from "./PreviewResult";

/** Takes a file, tries it, and sends it in. */
export function ImportCard() {
  const { slug } = useFrame();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState<MappingDraft>({
    source: "",
    shape: "events",
    eventName: "",
    timezone: "UTC",
  });
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [share, setShare] = useState<number | null>(null);
  const running = useRef<AbortController>(null);
  const format = file ? formatOfFile(file.name) : null;

  const choose = (next: File | null) => {
    setFile(next);
    setPreview(null);
    setError(null);
  };
  const send = async (isTrial: boolean) => {
    if (!file || !format) return;
    const controller = (running.current = new AbortController());
    const wishes: ImportWishes = { file, format, source: mapping.source, mapping: mappingOf(mapping) };
    const sending = { signal: controller.signal, onProgress: setShare };
    setError(null);
    setShare(0);
    try {
      if (isTrial) setPreview(await tryImport(slug, wishes, sending));
      else {
        await startImport(slug, wishes, sending);
        choose(null);
        toast("The file is here. Its rows are being imported.");
        await client.invalidateQueries({ queryKey: importsQuery(slug).queryKey });
      }
    } catch (failure) {
      if (!controller.signal.aborted) setError(failure);
    } finally {
      setShare(null);
    }
  };

  return (
    <Card labelledBy="import-title">
      <CardTitle id="import-title">Import a file</CardTitle>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 pb-5 sm:px-5">
        <FileChoice file={file} format={format} onChoose={choose} disabled={share !== null} />
        {file && format && (
          <MappingFields
            draft={mapping}
            onChange={(next) => {
              setMapping(next);
              setPreview(null);
            }}
          />
        )}
        {error !== null && <ErrorNotice error={error} />}
        {preview && <PreviewResult preview={preview} />}
        {share !== null && <Progress share={share} onCancel={() => running.current?.abort()} />}
        {file && format && share === null && (
          <div className="flex flex-wrap gap-2">
            <Button look={preview ? "secondary" : "primary"} onClick={() => void send(true)}>
              {preview ? "Try again" : "Try it first"}
            </Button>
            <Button look={preview ? "primary" : "secondary"} onClick={() => void send(false)}>
              <Upload aria-hidden />
              Import
            </Button>
            <Button look="ghost" onClick={() => choose(null)}>
              Another file
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

interface FileChoiceProps {
  file: File | null;
  format: string | null;
  onChoose: (file: File | null) => void;
  disabled: boolean;
}

function FileChoice({ file, format, onChoose, disabled }: FileChoiceProps) {
  const [over, setOver] = useState(false);
  return (
    <label
      className={`grid min-h-28 cursor-pointer place-items-center rounded-lg border border-dashed p-4 text-center transition-colors duration-150 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent hover:bg-hover ${
        over ? "border-accent bg-accent-soft" : "border-line-strong"
      }`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!disabled) onChoose(event.dataTransfer.files[0] ?? null);
      }}
    >
      <input
        type="file"
        className="sr-only"
        accept=".csv,.tsv,.ndjson,.jsonl,.json,.parquet,.gz,.zip"
        disabled={disabled}
        onChange={(event) => {
          onChoose(event.target.files?.[0] ?? null);
          event.target.value = "";
        }}
      />
      <span className="grid max-w-full justify-items-center gap-1">
        <FileUp aria-hidden className="size-5 text-muted" />
        <span className="font-medium wrap-anywhere">{file?.name ?? "Choose a file or drop it here"}</span>
        <span className={file && !format ? "text-critical" : "text-muted"}>
          {file
            ? format
              ? `${formatBytes(file.size)}, read as ${format.toUpperCase()}`
              : "This is none of the formats: CSV, NDJSON or Parquet, or one of them in a gzip or zip."
            : "CSV or NDJSON of any size, Parquet up to 200 MB, also as gzip or zip; or an export of PostHog, Mixpanel, Amplitude, Umami or Google Analytics 4"}
        </span>
      </span>
    </label>
  );
}

function Progress({ share, onCancel }: { share: number; onCancel: () => void }) {
  const isUp = share >= 1;
  return (
    <div className="flex flex-wrap items-center gap-3" role="status">
      <progress
        className="h-2 min-w-40 flex-1 accent-(--accent)"
        aria-label="Upload"
        {...(isUp ? {} : { value: share })}
      />
      <span className="text-muted tabular-nums">
        {isUp ? "Reading the file" : `${formatPercentShort(share)} sent`}
      </span>
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  );
}
