import { Check, CircleAlert, Clock, Download, LoaderCircle } from "lucide-react";
import { paths } from "@/api/paths";
import type { Erasure } from "@/api/privacy";
import { Age } from "@/components/ui/Age";
import { buttonLook } from "@/components/ui/Button";
import { useFrame } from "@/features/frame/useFrame";
import { formatDateTime, formatNumber } from "@/lib/format";
import { removedRows } from "./removed";

const states = {
  asked: { text: "Waits for its turn", icon: Clock, look: "text-muted" },
  running: { text: "Under way", icon: LoaderCircle, look: "text-muted" },
  waiting_for_backups: { text: "Waits for backups", icon: Clock, look: "text-muted" },
  done: { text: "Done", icon: Check, look: "text-up" },
  failed: { text: "Failed, is tried again", icon: CircleAlert, look: "text-critical" },
} as const;

/** One erasure: how far it is, what went, and its receipt. */
export function ErasureRow({ erasure }: { erasure: Erasure }) {
  const { slug, timeZone } = useFrame();
  const state = states[erasure.state as keyof typeof states] ?? states.asked;
  return (
    <li
      className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-line py-3 last:border-0"
      data-erasure={erasure.id}
      data-state={erasure.state}
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className={`inline-flex items-center gap-1.5 font-medium ${state.look}`}>
            <state.icon aria-hidden className="size-4" />
            {state.text}
          </span>
          <span className="text-muted">
            asked by {erasure.askedBy}, <Age at={erasure.askedAt} timeZone={timeZone} />
          </span>
        </p>
        {erasure.removed && (
          <p className="text-[0.8125rem] text-muted">
            {removedRows(erasure.removed)
              .map(({ name, count }) => `${name}: ${formatNumber(count)}`)
              .concat(
                erasure.keysDestroyed > 0 ? `Keys destroyed: ${formatNumber(erasure.keysDestroyed)}` : [],
              )
              .join(" · ")}
          </p>
        )}
        {erasure.reason && (
          <p className="text-[0.8125rem] text-muted wrap-anywhere">Reason: {erasure.reason}</p>
        )}
        {erasure.error && (
          <p className="text-[0.8125rem] text-critical">
            {erasure.error}
            {erasure.nextTryAt && ` Next try ${formatDateTime(erasure.nextTryAt, timeZone)}.`}
          </p>
        )}
      </div>
      {erasure.state === "done" && (
        <a
          className={buttonLook("secondary")}
          href={paths.erasureReceipt(slug, erasure.id)}
          download={`erasure-${erasure.id}.json`}
          aria-label={`Receipt of the erasure of ${formatDateTime(erasure.askedAt, timeZone)}`}
        >
          <Download aria-hidden />
          Receipt
        </a>
      )}
    </li>
  );
}
