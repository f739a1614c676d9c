import { Columns3 } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { cx } from "@/lib/cx";
import { Button } from "./Button";
import { inputLook } from "./Field";

interface ColumnPickerProps {
  /** What there is to choose from; those chosen come first. */
  options: string[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
  /** Takes the reader's choice back. */
  onReset?: (() => void) | undefined;
}

/** Which properties stand as columns. */
export function ColumnPicker({ options, chosen, onChange, onReset }: ColumnPickerProps) {
  const [search, setSearch] = useState("");
  const [first, setFirst] = useState(chosen);
  const wanted = search.trim().toLowerCase();
  const listed = [...first, ...options.filter((name) => !first.includes(name))].filter((name) =>
    name.toLowerCase().includes(wanted),
  );
  return (
    <Popover.Root
      onOpenChange={(open) => {
        if (!open) return;
        setSearch("");
        setFirst(chosen);
      }}
    >
      <Popover.Trigger asChild>
        <Button aria-label={`Columns: ${chosen.length} chosen`}>
          <Columns3 aria-hidden />
          Columns
        </Button>
      </Popover.Trigger>
      <Popover.Content
        aria-label="Columns"
        align="end"
        sideOffset={6}
        collisionPadding={8}
        className="z-50 grid w-72 max-w-[calc(100vw-1rem)] animate-rise gap-2 rounded-lg border border-line bg-surface p-2 shadow-[0_8px_24px_-12px_rgb(0_0_0/0.35)]"
      >
        <input
          type="text"
          role="searchbox"
          aria-label="Search properties"
          placeholder="Search properties"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className={cx(inputLook, "border-line-strong bg-surface")}
        />
        <ul className="max-h-72 overflow-y-auto" aria-label="Properties">
          {listed.map((name) => (
            <li key={name}>
              <label className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded-md px-2 hover:bg-hover md:min-h-8">
                <input
                  type="checkbox"
                  checked={chosen.includes(name)}
                  onChange={(event) =>
                    onChange(
                      event.target.checked ? [...chosen, name] : chosen.filter((column) => column !== name),
                    )
                  }
                  className="size-4 shrink-0 accent-(--accent)"
                />
                <span className="min-w-0 truncate" title={name}>
                  {name}
                </span>
              </label>
            </li>
          ))}
          {listed.length === 0 && <li className="px-2 py-3 text-muted">No property has this in its name.</li>}
        </ul>
        {onReset && (
          <Button look="ghost" onClick={onReset}>
            Back to the usual columns
          </Button>
        )}
      </Popover.Content>
    </Popover.Root>
  );
}
