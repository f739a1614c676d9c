import { useEffect, useEffectEvent, useState, type ComponentProps } from "react";
import { cx } from "@/lib/cx";

interface DraftInputProps extends Omit<ComponentProps<"input">, "value" | "onChange"> {
  label: string;
  kind?: "text" | "number" | "date";
  value: string;
  wrong?: boolean;
  /** How long typing must rest before the value counts; Enter and leaving count at once. */
  restMilliseconds?: number;
  onCommit: (value: string) => void;
}

/** Takes what was typed after a short rest, on Enter and on leaving, so that half a word asks nothing. */
export function DraftInput({
  label,
  kind = "text",
  value,
  wrong = false,
  restMilliseconds = 400,
  onCommit,
  className,
  ...rest
}: DraftInputProps) {
  const [draft, setDraft] = useState(value);
  const commit = useEffectEvent((next: string) => {
    if (next !== value) onCommit(next);
  });
  useEffect(() => setDraft(value), [value]);
  useEffect(() => {
    if (draft === value) return;
    const timer = setTimeout(() => commit(draft), restMilliseconds);
    return () => clearTimeout(timer);
  }, [draft, value, restMilliseconds]);

  return (
    <input
      aria-label={label}
      aria-invalid={wrong || undefined}
      type={kind === "date" ? "date" : "text"}
      inputMode={kind === "number" ? "decimal" : undefined}
      placeholder={label}
      value={draft}
      maxLength={400}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => draft !== value && onCommit(draft)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && draft !== value) onCommit(draft);
        if (event.key === "Escape") setDraft(value);
      }}
      className={cx(
        "h-11 min-w-0 rounded-lg border bg-surface px-2.5 text-base text-ink placeholder:text-faint md:h-8 md:px-2 md:text-sm",
        wrong ? "border-critical" : "border-line",
        className ?? (kind === "number" ? "w-28" : kind === "date" ? "w-40" : "w-44"),
      )}
      {...rest}
    />
  );
}
