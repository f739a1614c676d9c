import { ChevronDown } from "lucide-react";
import { cx } from "@/lib/cx";

interface SelectProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  /** Without a border, as a word in a sentence. */
  plain?: boolean;
  wrong?: boolean;
  className?: string;
}

/** One of a few words; the browser's own list, so that it is at home on every device. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, options, onChange, plain = false, wrong = false, className } = props;
  return (
    <span className={cx("relative inline-flex max-w-full min-w-0", className)}>
      <select
        aria-label={label}
        aria-invalid={wrong || undefined}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className={cx(
          "field-sizing-content h-11 w-full min-w-0 appearance-none truncate rounded-lg border pr-7 pl-2.5 text-base text-ink transition-colors duration-150 hover:bg-hover md:h-8 md:pl-2 md:text-sm",
          plain ? "border-transparent bg-transparent text-muted" : "bg-surface",
          wrong ? "border-critical" : !plain && "border-line",
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-surface text-ink">
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
