import { ChevronRight } from "lucide-react";
import type { RecentRequest } from "@/api/types";
import { useFrame } from "@/features/frame/useFrame";
import { countsOf, formatName, hasRefusals, isRefused, isStored } from "@/features/install/recognised";
import { refusalOf } from "@/features/install/refusals";
import { cx } from "@/lib/cx";
import { formatClock, formatDateTime, formatNumber } from "@/lib/format";
import { RequestDetail } from "./RequestDetail";

interface RequestRowProps {
  request: RecentRequest;
  isOpen: boolean;
  onToggle: () => void;
}

export function RequestRow({ request, isOpen, onToggle }: RequestRowProps) {
  const { timeZone } = useFrame();
  const reason = reasonOf(request);
  return (
    <li
      className="border-b border-line last:border-b-0"
      data-request={isRefused(request) ? "refused" : hasRefusals(request) ? "partly" : "taken"}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        data-row-focus
        className="grid min-h-11 w-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 px-4 py-2 text-left -outline-offset-2 transition-colors duration-150 hover:bg-hover sm:px-5 md:grid-cols-[auto_6.5rem_9rem_minmax(0,1fr)_3rem_minmax(0,1fr)]"
      >
        <ChevronRight
          aria-hidden
          className={cx("size-3.5 text-faint transition-transform duration-150", isOpen && "rotate-90")}
        />
        <time
          dateTime={request.at}
          title={formatDateTime(request.at, timeZone)}
          className="text-[0.8125rem] text-muted tabular-nums max-md:order-2 max-md:col-start-3 max-md:row-start-1"
        >
          {formatClock(request.at, timeZone)}
        </time>
        <span className="truncate font-medium max-md:col-start-2 max-md:row-start-1">
          {formatName(request.format)}
        </span>
        <span className="truncate font-mono text-[0.8125rem] text-muted max-md:col-start-2 max-md:row-start-2">
          {request.method} {request.path}
        </span>
        <span
          className={cx(
            "text-right text-[0.8125rem] tabular-nums max-md:col-start-3 max-md:row-start-2",
            request.status >= 400 ? "text-critical" : "text-muted",
          )}
        >
          <span className="sr-only">status </span>
          {request.status}
        </span>
        <span className="min-w-0 text-[0.8125rem] max-md:col-span-2 max-md:col-start-2 max-md:row-start-3 md:truncate">
          {countsOf(request, formatNumber)}
          {reason && <span className="text-critical"> · {reason}</span>}
        </span>
      </button>
      {isOpen && <RequestDetail request={request} />}
    </li>
  );
}

/** In a few words: of the request, or else of its first event that was refused. */
function reasonOf(request: RecentRequest): string | null {
  const code = request.problem ?? request.events.find((event) => !isStored(event))?.verdict;
  return code ? refusalOf(code).title : null;
}
