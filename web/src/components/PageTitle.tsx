import type { ReactNode } from "react";
import { useTitle } from "@/lib/useTitle";

interface PageTitleProps {
  title: string;
  /** One sentence on what the page shows. */
  lead?: ReactNode;
  /** Buttons at the right. */
  children?: ReactNode;
}

/** The heading of a page, with what can be done on the whole page; names the tab too. */
export function PageTitle({ title, lead, children }: PageTitleProps) {
  useTitle(title);
  return (
    <div className="mb-4 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <h1 className="text-xl leading-9 font-semibold tracking-tight wrap-anywhere">{title}</h1>
        {lead && <p className="max-w-3xl text-muted">{lead}</p>}
      </div>
      {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </div>
  );
}
