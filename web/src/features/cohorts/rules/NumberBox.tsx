import { useState } from "react";
import { cx } from "@/lib/cx";

interface NumberBoxProps {
  label: string;
  value: number | null;
  least?: number;
  most?: number;
  wrong?: boolean;
  /** Null while what is typed is no whole number in bounds. */
  onChange: (value: number | null) => void;
}

/** A small whole number in a sentence; it counts as it is typed. */
export function NumberBox({
  label,
  value,
  least = 0,
  most = 1_000_000,
  wrong = false,
  onChange,
}: NumberBoxProps) {
  const [text, setText] = useState(value === null ? "" : String(value));
  const typed = read(text, least, most);
  const shown = typed === value ? text : value === null ? "" : String(value);
  return (
    <input
      type="text"
      inputMode="numeric"
      aria-label={label}
      aria-invalid={wrong || value === null || undefined}
      value={shown}
      maxLength={7}
      autoComplete="off"
      onChange={(event) => {
        setText(event.target.value);
        onChange(read(event.target.value, least, most));
      }}
      className={cx(
        "h-11 w-16 rounded-lg border bg-surface px-2.5 text-base text-ink tabular-nums md:h-8 md:px-2 md:text-sm",
        wrong || value === null ? "border-critical" : "border-line",
      )}
    />
  );
}

function read(text: string, least: number, most: number): number | null {
  if (!/^\d{1,7}$/.test(text.trim())) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}
