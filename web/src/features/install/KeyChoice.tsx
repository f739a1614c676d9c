import type { WriteKey } from "@/api/types";
import { CopyButton } from "@/components/ui/CopyButton";
import { Field } from "@/components/ui/Field";

interface KeyChoiceProps {
  keys: WriteKey[];
  chosen: WriteKey | undefined;
  onChoose: (id: string) => void;
}

/** The write key that stands in the lines: a choice where there are several. */
export function KeyChoice({ keys, chosen, onChoose }: KeyChoiceProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {keys.length > 1 && (
        <Field label="Write key">
          {(control) => (
            <select {...control} value={chosen?.id} onChange={(event) => onChoose(event.target.value)}>
              {keys.map((key) => (
                <option key={key.id} value={key.id}>
                  {key.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {chosen && (
        <p className="flex min-w-0 items-center gap-1 text-muted">
          {keys.length === 1 && <span className="mr-1 shrink-0">{chosen.name}</span>}
          <code id="write-key" className="min-w-0 truncate font-mono text-[0.8125rem] text-ink">
            {chosen.key}
          </code>
          <CopyButton text={chosen.key} label="Copy the write key" selectId="write-key" />
        </p>
      )}
    </div>
  );
}
