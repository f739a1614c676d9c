import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "@/api/http";
import { cx } from "@/lib/cx";
import { Button } from "./Button";

const tones = {
  info: { look: "bg-sunken text-ink border-line", icon: Info, role: "status" },
  warn: { look: "bg-warn-soft text-warn border-transparent", icon: TriangleAlert, role: "status" },
  critical: { look: "bg-critical-soft text-critical border-transparent", icon: CircleAlert, role: "alert" },
} as const;

interface NoticeProps {
  tone?: keyof typeof tones;
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}

export function Notice({ tone = "info", children, action, className }: NoticeProps) {
  const { look, icon: Icon, role } = tones[tone];
  return (
    <div
      role={role}
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border px-3.5 py-2.5",
        look,
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 items-start gap-2.5">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        <div className="min-w-0 wrap-break-word">{children}</div>
      </div>
      {action}
    </div>
  );
}

/** What went wrong in the server's own words, and the way on. */
export function ErrorNotice({
  error,
  onRetry,
  className,
}: {
  error: unknown;
  onRetry?: () => void;
  className?: string;
}) {
  const message =
    error instanceof ApiError ? error.message : "Something went wrong in this page. Reload it to go on.";
  const faults =
    error instanceof ApiError ? [...new Set(error.errors.map((fault) => fault.message))].slice(0, 5) : [];
  return (
    <Notice
      tone="critical"
      {...(className ? { className } : {})}
      action={onRetry && <Button onClick={onRetry}>Try again</Button>}
    >
      {message}
      {faults.length > 0 && (
        <ul className="mt-1 grid gap-0.5">
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
