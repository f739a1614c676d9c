import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cx } from "@/lib/cx";
import { useDebounced } from "@/lib/useDebounced";
import { inputLook } from "./Field";

interface SearchFieldProps {
  label: string;
  placeholder?: string;
  value: string;
  /** Told once the reader pauses, not at every key. */
  onChange: (value: string) => void;
  className?: string;
}

/** A text to search for: what is typed stands at once, what is asked follows a moment later. */
export function SearchField({ label, placeholder, value, onChange, className }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const settled = useDebounced(text, 150);
  const told = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;

  useEffect(() => {
    if (settled === told.current) return;
    told.current = settled;
    tell.current(settled);
  }, [settled]);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);

  return (
    <div className={cx("relative min-w-0", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
      />
      <input
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || text === "") return;
          event.preventDefault();
          setText("");
        }}
        autoComplete="off"
        spellCheck={false}
        className={cx(inputLook, "border-line-strong bg-surface pr-11 pl-9 md:pr-9")}
      />
      {text !== "" && (
        <button
          type="button"
          aria-label="Clear the search"
          title="Clear the search"
          onClick={() => setText("")}
          className="absolute inset-y-0 right-0 grid w-11 place-items-center rounded-lg text-muted hover:text-ink md:w-9"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}
