import type { ReactNode } from "react";

interface PartProps {
  title: string;
  children: ReactNode;
  /** One line on what the part does to the answer. */
  hint?: string;
}

/** A named part of a question. */
export function Part({ title, hint, children }: PartProps) {
  return (
    <section aria-label={title} className="grid min-w-0 gap-2">
      <h3 className="text-[0.8125rem] font-medium text-muted">{title}</h3>
      {children}
      {hint && <p className="text-[0.8125rem] text-muted">{hint}</p>}
    </section>
  );
}
