import type { ReactNode } from "react";
import { cx } from "@/lib/cx";

/** What was answered before stays readable while the next answer is on its way; a line above says that it is. */
export function Waiting({ busy, children }: { busy: boolean; children: ReactNode }) {
  return (
    <div
      aria-busy={busy || undefined}
      className={cx(
        "relative after:pointer-events-none after:absolute after:inset-x-0 after:top-0 after:z-20 after:h-0.5",
        busy && "after:animate-breathe after:bg-accent",
      )}
    >
      {children}
    </div>
  );
}
