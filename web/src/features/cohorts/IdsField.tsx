import { Upload } from "lucide-react";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/Button";
import { formatNumber } from "@/lib/format";

interface IdsFieldProps {
  text: string;
  onChange: (text: string) => void;
  error?: string | undefined;
}

/** Longer texts are kept but not drawn: a text field with a million lines would stand still. */
const mostDrawn = 200_000;

/** Distinct ids, pasted or from a file: one a line, or the first column of a CSV file. */
export function IdsField({ text, onChange, error }: IdsFieldProps) {
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  const lines = countLines(text);
  const isLong = text.length > mostDrawn;
  const read = async (chosen: File | undefined) => {
    if (!chosen) return;
    setName(chosen.name);
    onChange(await chosen.text());
  };
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <label htmlFor={id} className="font-medium">
          Distinct ids
        </label>
        <input
          ref={file}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          className="sr-only"
          tabIndex={-1}
          aria-label="File with distinct ids"
          onChange={(event) => void read(event.target.files?.[0])}
        />
        <Button className="md:h-8" onClick={() => file.current?.click()}>
          <Upload aria-hidden />
          From a file
        </Button>
      </div>
      <textarea
        id={id}
        rows={5}
        spellCheck={false}
        readOnly={isLong}
        value={isLong ? `${text.slice(0, 2_000)}\n…` : text}
        placeholder={"user_1\nuser_2"}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => {
          setName(null);
          onChange(event.target.value);
        }}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          if (event.dataTransfer.files.length === 0) return;
          event.preventDefault();
          void read(event.dataTransfer.files[0]);
        }}
        className={`w-full rounded-lg border bg-surface px-3 py-2 font-mono text-base md:text-[0.8125rem] ${error ? "border-critical" : "border-line-strong"}`}
      />
      <p id={`${id}-note`} className={`text-[0.8125rem] ${error ? "text-critical" : "text-muted"}`}>
        {error ??
          (lines === 0
            ? "One a line, or a CSV file: its first column counts, a heading distinct_id is passed over."
            : `${formatNumber(lines)} ${lines === 1 ? "line" : "lines"}${name ? ` from ${name}` : ""}.`)}
      </p>
    </div>
  );
}

/** Lines with something on them. */
function countLines(text: string): number {
  return text.match(/^.*\S/gm)?.length ?? 0;
}
