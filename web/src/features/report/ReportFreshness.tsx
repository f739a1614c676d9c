import { RefreshCw, X } from "lucide-react";
import type { Question } from "@/api/types";
import { Button, IconButton } from "@/components/ui/Button";
import { cx } from "@/lib/cx";
import { formatAge } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import type { Report } from "./useReport";

/** How old the answer is, and a way to a newer one; while a question runs, a way to stop it. */
export function ReportFreshness<Q extends Question>({ report }: { report: Report<Q> }) {
  const now = useNow(1_000);
  const computedAt = report.answer.data?.meta.computedAt;
  const isRunning = report.answer.isFetching || report.isRefreshing;
  return (
    <div className="ml-auto flex items-center gap-1 text-[0.8125rem] text-muted">
      <span className="tabular-nums" data-as-of={computedAt ?? ""}>
        {isRunning ? "Asking" : computedAt ? `As of ${formatAge(computedAt, now)}` : ""}
      </span>
      {isRunning ? (
        <Button look="ghost" onClick={report.cancel}>
          <X aria-hidden />
          Cancel
        </Button>
      ) : (
        <IconButton label="Ask anew" onClick={report.refresh} disabled={!report.asked}>
          <RefreshCw aria-hidden className={cx(isRunning && "animate-spin")} />
        </IconButton>
      )}
    </div>
  );
}
