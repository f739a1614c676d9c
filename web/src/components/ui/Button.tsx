import type { ComponentProps } from "react";
import { cx } from "@/lib/cx";

const looks = {
  primary: "bg-accent text-accent-ink hover:bg-accent-hover border-transparent",
  secondary: "bg-surface text-ink border-line hover:bg-hover",
  danger: "bg-surface text-critical border-critical hover:bg-critical-soft",
  ghost: "bg-transparent text-muted border-transparent hover:bg-hover hover:text-ink",
} as const;

/** The look of a button, for a link that leads on from where buttons stand. */
export function buttonLook(look: keyof typeof looks, className?: string): string {
  return cx(
    "inline-flex h-11 items-center justify-center gap-2 rounded-lg border px-3.5 font-medium whitespace-nowrap transition-colors duration-150 md:h-9 md:px-3",
    "disabled:opacity-50 aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0",
    looks[look],
    className,
  );
}

interface ButtonProps extends ComponentProps<"button"> {
  look?: keyof typeof looks;
  /** While true the button keeps its place and its focus, and does nothing. */
  busy?: boolean;
}

export function Button({
  look = "secondary",
  busy = false,
  className,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonLook(look, className)}
      {...rest}
    />
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  /** What it does, for those who cannot see the icon. */
  label: string;
}

export function IconButton({ label, className, type = "button", ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={cx(
        "inline-flex size-11 shrink-0 items-center justify-center rounded-lg text-muted transition-colors duration-150 hover:bg-hover hover:text-ink md:size-9 [&_svg]:size-4",
        className,
      )}
      {...rest}
    />
  );
}
