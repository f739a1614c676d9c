import { useId, type ReactNode } from "react";

interface SectionProps {
  title: string;
  /** At the right of the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of a builder, with its name. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId();
  return (
    <div
      role="group"
      aria-labelledby={id}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2 border-t border-line pt-2.5 pb-3 first:border-t-0 first:pt-0 last:pb-0"
    >
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h2 id={id} className="text-[0.8125rem] font-semibold text-muted">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </div>
  );
}
