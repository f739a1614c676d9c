import type { ReactNode } from "react";
import { cx } from "@/lib/cx";

interface CardProps {
  children: ReactNode;
  className?: string;
  labelledBy?: string;
}

export function Card({ children, className, labelledBy }: CardProps) {
  return (
    <section
      aria-labelledby={labelledBy}
      className={cx("min-w-0 rounded-lg border border-line bg-surface", className)}
    >
      {children}
    </section>
  );
}

interface CardTitleProps {
  id: string;
  children: ReactNode;
  /** Stands at the right of the title. */
  aside?: ReactNode;
}

export function CardTitle({ id, children, aside }: CardTitleProps) {
  return (
    <div className="flex min-h-13 flex-wrap items-center justify-between gap-x-3 px-4 py-2 sm:px-5">
      <h2 id={id} className="font-semibold">
        {children}
      </h2>
      {aside}
    </div>
  );
}
