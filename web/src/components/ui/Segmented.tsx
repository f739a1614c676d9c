import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: ReactNode; name?: string }[];
  onChange: (value: T) => void;
}

/** One choice of a few, all in sight; arrow keys move between them. */
export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        if (next) onChange(next as T);
      }}
      className="inline-flex rounded-lg border border-line bg-sunken md:p-0.5"
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          {...(option.name ? { "aria-label": option.name, title: option.name } : {})}
          className="inline-flex h-11 min-w-11 items-center justify-center gap-1.5 rounded-md px-3 text-[0.8125rem] font-medium text-muted transition-colors duration-150 hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-[0_0_0_1px_var(--line)] md:h-7 md:min-w-7 md:px-2.5 [&_svg]:size-4"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
