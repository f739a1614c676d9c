import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyPageProps {
  icon: LucideIcon;
  title: string;
  /** What will be seen here, and what to do so that it is. */
  children: ReactNode;
  /** The next thing to do. */
  action?: ReactNode;
}

/** Stands where there is nothing yet, and teaches how that changes. */
export function EmptyPage({ icon: Icon, title, children, action }: EmptyPageProps) {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-3 px-4 py-14 text-center" data-empty>
      <span className="grid size-11 place-items-center rounded-lg border border-line bg-sunken text-muted">
        <Icon aria-hidden className="size-5" />
      </span>
      <h2 className="text-base font-semibold">{title}</h2>
      <div className="text-muted">{children}</div>
      {action && <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
