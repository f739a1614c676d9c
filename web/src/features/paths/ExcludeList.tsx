import { X } from "lucide-react";
import { DraftInput } from "@/query-builder/pickers/DraftInput";

interface ExcludeListProps {
  exclude: string[];
  /** The id of a datalist with names to offer. */
  list: string;
  example: string;
  onChange: (exclude: string[]) => void;
}

/** Steps that are passed over as if they had not happened. */
export function ExcludeList({ exclude, list, example, onChange }: ExcludeListProps) {
  return (
    <>
      {exclude.length > 0 && (
        <ul className="flex flex-wrap gap-1.5" data-excluded>
          {exclude.map((name) => (
            <li key={name} className="min-w-0">
              <button
                type="button"
                aria-label={`Do not pass over ${name}`}
                title={name}
                onClick={() => onChange(exclude.filter((other) => other !== name))}
                className="flex min-h-11 max-w-full items-center gap-1.5 rounded-lg border border-line bg-sunken px-2.5 transition-colors duration-150 hover:bg-hover md:min-h-7 md:px-2"
              >
                <span className="truncate">{name}</span>
                <X aria-hidden className="size-3.5 shrink-0 text-muted" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <DraftInput
        key={exclude.length}
        label="Pass over"
        placeholder={example}
        list={list}
        value=""
        restMilliseconds={3_600_000}
        className="w-full"
        onCommit={(name) => {
          if (name.trim() !== "") onChange([...new Set([...exclude, name.trim()])]);
        }}
      />
    </>
  );
}
