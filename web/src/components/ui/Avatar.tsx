import type { CSSProperties } from "react";
import { cx } from "@/lib/cx";

interface AvatarProps {
  initials: string;
  /** 0..359. */
  hue: number;
  large?: boolean;
}

/** A person's initials in a colour of their own. */
export function Avatar({ initials, hue, large = false }: AvatarProps) {
  return (
    <span
      aria-hidden
      style={{ "--hue": hue } as CSSProperties}
      className={cx(
        "person-mark grid shrink-0 place-items-center rounded-full font-semibold select-none",
        large ? "size-12 text-base" : "size-7 text-[0.6875rem]",
      )}
    >
      {initials}
    </span>
  );
}
