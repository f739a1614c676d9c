import { X } from "lucide-react";
import { useEffect, useEffectEvent, useId, useState } from "react";
import { inputLook } from "@/components/ui/Field";
import { cx } from "@/lib/cx";

interface FilterInputProps {
  label: string;
  placeholder: string;
  value: string;
  suggestions?: string[];
  disabled?: boolean;
  className?: string;
  onChange: (value: string) => void;
}

/** Applies what was typed after a short rest, on Enter and on leaving, so that half a word starts no subscription. */
export function FilterInput({
  label,
  placeholder,
  value,
  suggestions,
  disabled,
  className,
  onChange,
}: FilterInputProps) {
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
    <div className={cx("relative min-w-0 flex-1", className)}>
      <input
        aria-label={label}
        placeholder={placeholder}
        value={draft}
        disabled={disabled}
        maxLength={400}
        list={suggestions ? listId : undefined}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        className={cx(inputLook, "border-line bg-sunken pr-11 disabled:opacity-50 md:pr-9")}
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
      {draft !== "" && !disabled && (
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
