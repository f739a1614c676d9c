import { X } from "lucide-react";
import { useEffect, useEffectEvent, useId, useState } from "react";
import { inputLook } from "@/components/ui/Field";
import { cx } from "@/lib/cx";
import type { LiveFilter } from "./connection";

interface LiveFiltersProps {
  filter: LiveFilter;
  /** Event names to suggest, the most frequent first. */
  names: string[];
  onChange: (filter: LiveFilter) => void;
}

export function LiveFilters({ filter, names, onChange }: LiveFiltersProps) {
  return (
    <div className="grid gap-2 px-4 pb-3 sm:grid-cols-2 sm:px-5">
      <FilterInput
        label="Filter by event name"
        placeholder="Event name"
        value={filter.event ?? ""}
        suggestions={names}
        onChange={(event) => onChange({ ...filter, event: event || undefined })}
      />
      <FilterInput
        label="Filter by distinct id"
        placeholder="Distinct id"
        value={filter.distinctId ?? ""}
        onChange={(distinctId) => onChange({ ...filter, distinctId: distinctId || undefined })}
      />
    </div>
  );
}

interface FilterInputProps {
  label: string;
  placeholder: string;
  value: string;
  suggestions?: string[];
  onChange: (value: string) => void;
}

/** Applies what was typed after a short rest, on Enter and on leaving, so that half a word starts no subscription. */
function FilterInput({ label, placeholder, value, suggestions, onChange }: FilterInputProps) {
  const [draft, setDraft] = useState(value);
  const listId = useId();
  const apply = useEffectEvent(() => onChange(draft.trim()));
  useEffect(() => setDraft(value), [value]);
  useEffect(() => {
    if (draft.trim() === value) return;
    const timer = setTimeout(apply, 500);
    return () => clearTimeout(timer);
  }, [draft, value]);

  return (
    <div className="relative">
      <input
        aria-label={label}
        placeholder={placeholder}
        value={draft}
        maxLength={400}
        list={suggestions ? listId : undefined}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        className={cx(inputLook, "border-line bg-sunken pr-11 md:pr-9")}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => draft.trim() !== value && onChange(draft.trim())}
        onKeyDown={(event) => {
          if (event.key === "Enter") onChange(draft.trim());
          if (event.key === "Escape") setDraft(value);
        }}
      />
      {suggestions && (
        <datalist id={listId}>
          {suggestions.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
      {draft !== "" && (
        <button
          type="button"
          aria-label={`Clear: ${label.toLowerCase()}`}
          className="absolute inset-y-0 right-0 flex w-11 items-center justify-center rounded-lg text-muted hover:text-ink md:w-9"
          onClick={() => {
            setDraft("");
            onChange("");
          }}
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}
