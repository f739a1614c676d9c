import { ChevronDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/lib/cx";

interface PickerButtonProps extends ComponentProps<"button"> {
  /** Nothing chosen yet: the words are an invitation, not a value. */
  empty?: boolean;
  /** Something is wrong with the choice. */
  wrong?: boolean;
  icon?: ReactNode;
}

/** The closed state of every picker: what is chosen, and that it can be changed. */
export function PickerButton({ empty, wrong, icon, className, children, ...rest }: PickerButtonProps) {
  return (
    <button
      type="button"
      aria-invalid={wrong || undefined}
      className={cx(
        "inline-flex h-11 max-w-full min-w-0 items-center gap-1.5 rounded-lg border bg-surface px-2.5 text-left text-base transition-colors duration-150 hover:bg-hover data-[state=open]:bg-hover md:h-8 md:px-2 md:text-sm",
        wrong ? "border-critical" : "border-line",
        empty ? "text-muted" : "font-medium",
        className,
      )}
      {...rest}
    >
      {icon && <span className="shrink-0 text-muted [&_svg]:size-4">{icon}</span>}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
    </button>
  );
}
